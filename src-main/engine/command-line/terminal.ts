/** The terminal as the commands see it: results on one stream, everything else on the other. */

export interface Terminal {
  /** Standard output: the result, nothing else. */
  out(text: string): void;
  /** Standard error: logs, progress, remarks. */
  err(text: string): void;
  /** Whether a person watches standard error. */
  readonly watched: boolean;
  /** Calls `listener` for each line typed, when a person can type; gives the way to stop. */
  onLine(listener: () => void): () => void;
  /** Calls `listener` when the process is asked to end; gives the way to stop. */
  onEnd(listener: () => void): () => void;
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export function processTerminal(): Terminal {
  return {
    out: (text) => void process.stdout.write(`${text}\n`),
    err: (text) => void process.stderr.write(text),
    watched: process.stderr.isTTY === true,
    onLine(listener) {
      if (!process.stdin.isTTY) return () => undefined;
      process.stdin.on('data', listener);
      return () => {
        process.stdin.off('data', listener);
        process.stdin.pause();
      };
    },
    onEnd(listener) {
      for (const signal of SIGNALS) process.on(signal, listener);
      return () => {
        for (const signal of SIGNALS) process.off(signal, listener);
      };
    },
  };
}

/** Gives rows as columns: the first left-aligned, the others on the `side`. Wide characters take two places. */
export function table(rows: readonly (readonly string[])[], side: 'left' | 'right' = 'right'): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => textWidth(row[column] ?? ''))));
  return rows
    .map((row) =>
      row
        .map((cell, column) => {
          const space = ' '.repeat((widths[column] ?? 0) - textWidth(cell));
          return column === 0 || side === 'left' ? cell + space : space + cell;
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function textWidth(text: string): number {
  let width = 0;
  for (const sign of text)
    width += /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/.test(sign)
      ? 2
      : 1;
  return width;
}
