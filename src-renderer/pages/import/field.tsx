/** A control and the words that name it. */
import { type ReactNode, useId } from 'react';

/** A control under its own label; `children` is handed the id that ties the two together. */
export function Field({ label, children }: { label: string; children: (id: string) => ReactNode }) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children(id)}
    </div>
  );
}
