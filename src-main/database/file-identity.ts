/**
 * An open file stays open when its name is taken away from it, and what is written then is gone with the process. So the
 * names are looked at: each must still stand for the file that was opened under it.
 */
import { statSync } from 'node:fs';
import type { DatabaseFiles } from './files.ts';

export interface FileIdentity {
  /** Call when the database has just been opened. */
  note(): void;
  /** True once the database or its log was removed or replaced since; false before the first `note`. */
  lost(): boolean;
  /** True while this name stands for the file that was opened under it. */
  holds(file: string): boolean;
}

/** Gives what no two files of a computer share at one time; null for a name that stands for none. */
function identityOf(file: string): string | null {
  const found = statSync(file, { bigint: true, throwIfNoEntry: false });
  return found ? `${found.dev}:${found.ino}` : null;
}

export function createFileIdentity(files: DatabaseFiles): FileIdentity {
  const names = [files.database, `${files.database}-wal`];
  const known = new Map<string, string>();

  /** The log is made by the first transaction; once made it stays for as long as the writer has it open. */
  function note(): void {
    for (const name of names) {
      const identity = identityOf(name);
      if (identity !== null) known.set(name, identity);
    }
  }

  function lost(): boolean {
    const changed = names.some((name) => known.has(name) && known.get(name) !== identityOf(name));
    if (!changed && known.size > 0 && known.size < names.length) note();
    return changed;
  }

  return {
    note() {
      known.clear();
      note();
    },
    lost,
    holds: (file) => known.has(file) && known.get(file) === identityOf(file),
  };
}
