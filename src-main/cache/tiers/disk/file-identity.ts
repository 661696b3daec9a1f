/** Which file lies under a name: one that is deleted while it is open goes on being written, and nobody finds it again. */
import { statSync } from 'node:fs';

export interface FileIdentity {
  /** The file that lies there now is the one that is open. */
  note(): void;
  /** Whether another one lies there since, or none. */
  hasChanged(): boolean;
}

export function identityOf(file: string): FileIdentity {
  let noted: string | null = null;
  const present = () => {
    const found = statSync(file, { bigint: true, throwIfNoEntry: false });
    return found === undefined ? null : `${found.dev}:${found.ino}`;
  };
  return {
    note() {
      noted = present();
    },
    hasChanged: () => present() !== noted,
  };
}
