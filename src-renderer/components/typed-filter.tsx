/** A field that narrows a list: what is typed is passed on after a pause, and what comes from elsewhere is taken over. */
import { SearchOutlined } from '@ant-design/icons';
import { Input } from 'antd';
import { useEffect, useState } from 'react';

interface TypedFilterProps {
  /** What the list is narrowed by now. */
  readonly given: string;
  readonly label: string;
  readonly className: string;
  readonly maxLength: number;
  onTyped(text: string): void;
}

/** Milliseconds without a key before the engine is asked. */
const TYPING_PAUSE = 250;

export function TypedFilter({ given, label, className, maxLength, onTyped }: TypedFilterProps) {
  const [typed, setTyped] = useState(given);
  const [seen, setSeen] = useState(given);
  const [sent, setSent] = useState(given);
  // It was changed elsewhere (back, a link, "clear"); what came of the typing itself is left alone.
  if (given !== seen) {
    setSeen(given);
    if (given !== sent) {
      setTyped(given);
      setSent(given);
    }
  }
  useEffect(() => {
    const text = typed.trim();
    if (text === sent) return;
    const timer = setTimeout(() => {
      setSent(text);
      onTyped(text);
    }, TYPING_PAUSE);
    return () => clearTimeout(timer);
  });
  return (
    <Input
      className={className}
      prefix={<SearchOutlined aria-hidden="true" />}
      aria-label={label}
      placeholder={label}
      allowClear
      maxLength={maxLength}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
    />
  );
}
