/** A field of one product in the list: shown, or typed into in its place. Enter saves, Escape leaves it as it was. */
import { type KeyboardEvent, useId } from 'react';
import type { Field } from './draft.ts';

interface CellProps {
  readonly field: Field;
  readonly index: number;
  /** What stands there, in words. */
  readonly text: string;
  readonly label: string;
  readonly editLabel: string;
  /** What is being typed; null: it is only shown. */
  readonly typed: string | null;
  /** Why what was typed is not taken. */
  readonly problem: string | null;
  readonly hint?: string;
  /** Not saved yet. */
  readonly drafted: boolean;
  onStart(text?: string): void;
  onType(text: string): void;
  onSave(by: 'enter' | 'blur'): void;
  onLeave(): void;
}

/** A key that begins a new figure, as in a spreadsheet. */
const BEGINS_FIGURE = /^[\d+.,-]$/;

export function Cell(props: CellProps) {
  const { field, index, text, label, editLabel, typed, problem, hint, drafted } = props;
  const { onStart, onType, onSave, onLeave } = props;
  const problemId = useId();
  const figure = field === 'name' ? '' : ' figure';
  if (typed === null) {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const begins = field !== 'name' && BEGINS_FIGURE.test(event.key);
      if (!begins && event.key !== 'F2') return;
      event.preventDefault();
      event.stopPropagation();
      onStart(begins ? event.key : undefined);
    };
    return (
      <td className={`product-cell${figure}${drafted ? ' is-drafted' : ''}`} title={text}>
        <button
          type="button"
          data-cell={`${field}/${index}`}
          aria-label={label}
          onClick={() => onStart()}
          onKeyDown={onKeyDown}
        >
          {text}
        </button>
      </td>
    );
  }
  return (
    <td className={`product-cell is-editing${figure}`}>
      <input
        ref={focusAtEnd}
        type="text"
        data-cell={`${field}/${index}`}
        inputMode={field === 'name' ? 'text' : 'decimal'}
        aria-label={editLabel}
        aria-invalid={problem !== null}
        aria-describedby={problem === null ? undefined : problemId}
        placeholder={hint}
        maxLength={500}
        value={typed}
        onChange={(event) => onType(event.target.value)}
        onBlur={() => onSave('blur')}
        onKeyDown={(event) => {
          // Enter also ends the choice of Chinese characters: that one is not meant for the page.
          if (event.nativeEvent.isComposing) return;
          // Arrow keys move within the text.
          event.stopPropagation();
          if (event.key === 'Enter') {
            // The cell has the keyboard again before the key is up: it must not be pressed by it.
            event.preventDefault();
            onSave('enter');
          }
          if (event.key === 'Escape') onLeave();
        }}
      />
      {problem !== null && (
        <span id={problemId} className="cell-problem" role="alert">
          {problem}
        </span>
      )}
    </td>
  );
}

/** Whoever pressed Enter sees the whole value chosen; whoever began with a digit goes on behind it. */
function focusAtEnd(input: HTMLInputElement | null): void {
  if (input === null) return;
  input.focus();
  if (input.value.length > 1 || !BEGINS_FIGURE.test(input.value)) input.select();
}
