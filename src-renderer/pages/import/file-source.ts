/**
 * Where files come from: the system's dialog and real paths in the desktop window, an upload in a browser. The page
 * does not know which.
 */
import type { DesktopBridge } from '#shared/desktop/bridge.ts';
import { isTableName } from '#shared/domain/table-files.ts';
import { droppedFiles } from './dropped-files.ts';
import { type ChosenFile, MOST_FILES } from './import-draft.ts';
import { upload } from './upload.ts';

export interface Transfer {
  readonly name: string;
  readonly sentBytes: number;
  readonly totalBytes: number;
}

/** `cut`: there were more than can be taken at once. */
export interface TakenFiles {
  readonly files: readonly ChosenFile[];
  readonly cut: boolean;
}

export interface FileSource {
  /** Lets staff choose. Empty when they thought better of it. */
  choose(options: { folder: boolean }, follow: TransferFollower): Promise<TakenFiles>;
  /** Takes what was dropped on the page. Must be called inside the drop event. */
  take(dropped: DataTransfer, follow: TransferFollower): Promise<TakenFiles>;
}

export interface TransferFollower {
  readonly onTransfer: (transfer: Transfer) => void;
  readonly signal: AbortSignal;
}

/** Gives the desktop's source, or the browser's. `ask` shows the browser's own dialog. */
export function createFileSource(bridge: DesktopBridge | undefined, ask: BrowserDialog): FileSource {
  return bridge === undefined ? browserSource(ask) : desktopSource(bridge);
}

export type BrowserDialog = (options: { folder: boolean }) => Promise<readonly File[]>;

function desktopSource(bridge: DesktopBridge): FileSource {
  return {
    choose: async ({ folder }) => ({ files: await bridge.pickFiles({ folder }), cut: false }),
    // Main walks dropped folders itself.
    take: async (dropped) => ({ files: await bridge.grantDropped([...dropped.files]), cut: false }),
  };
}

function browserSource(ask: BrowserDialog): FileSource {
  return {
    async choose({ folder }, follow) {
      const files = await ask({ folder });
      return uploadAll(folder ? files.filter((file) => isTableName(file.name)) : files, follow);
    },
    async take(dropped, follow) {
      return uploadAll(await droppedFiles(dropped.items), follow);
    },
  };
}

/** One after another: the disk and the line are shared anyway, and the first error stops it. */
async function uploadAll(files: readonly File[], { onTransfer, signal }: TransferFollower): Promise<TakenFiles> {
  const taken = files.slice(0, MOST_FILES);
  const totalBytes = taken.reduce((sum, file) => sum + file.size, 0);
  const uploaded: ChosenFile[] = [];
  let before = 0;
  for (const file of taken) {
    const sent = (bytes: number): void => onTransfer({ name: file.name, sentBytes: before + bytes, totalBytes });
    sent(0);
    uploaded.push(await upload(file, sent, signal));
    before += file.size;
  }
  return { files: uploaded, cut: files.length > taken.length };
}
