/** Nothing to show is said in a sentence, with what to do next. */
import type { ReactNode } from 'react';

export function EmptyNotice({ sentence, children }: { sentence: string; children?: ReactNode }) {
  return (
    <div className="notice notice-empty">
      <p className="notice-sentence">{sentence}</p>
      {children !== undefined && <div className="notice-actions">{children}</div>}
    </div>
  );
}
