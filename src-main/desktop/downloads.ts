/** What the page has made (tables, rejected rows) is saved where the user says; nothing else is ever saved. */
import { join } from 'node:path';
import type { Session } from 'electron';
import { isAppUrl } from './app-scheme.ts';

export interface DownloadOptions {
  /** Where the dialog of the system begins. */
  readonly folder: string;
  /** Told of a file that could not be written to its end. */
  readonly onFailed: (fileName: string) => void;
}

const PAGE_DATA = 'blob:';

/** True for data that the page itself holds, as opposed to an address that a script made up. */
export function isPageData(address: string): boolean {
  return address.startsWith(PAGE_DATA) && isAppUrl(address.slice(PAGE_DATA.length));
}

/** Asks for the place of every file that the page wants to save. */
export function saveDownloads(session: Session, { folder, onFailed }: DownloadOptions): void {
  session.on('will-download', (event, item) => {
    if (!isPageData(item.getURL())) {
      event.preventDefault();
      return;
    }
    item.setSaveDialogOptions({ defaultPath: join(folder, item.getFilename()) });
    item.once('done', (_event, state) => {
      if (state === 'interrupted') onFailed(item.getFilename());
    });
  });
}
