/** Only the window's own main frame, showing the page itself, is listened to; anybody else is refused. */
import {
  type BrowserWindow,
  dialog,
  type IpcMainEvent,
  type IpcMainInvokeEvent,
  ipcMain,
  MessageChannelMain,
  type MessagePortMain,
} from 'electron';
import { z } from 'zod';
import type { GrantedFile } from '#shared/desktop/bridge.ts';
import { AppError } from '#shared/domain/app-error.ts';
import { TABLE_EXTENSIONS } from '#shared/domain/table-files.ts';
import { isAppUrl } from './app-scheme.ts';
import { CHANNEL } from './channels.ts';
import type { DesktopTexts } from './texts.ts';

export interface PageChannelOptions {
  readonly window: () => BrowserWindow | null;
  readonly texts: DesktopTexts;
  /** Serves the API on a port of the page. */
  readonly servePort: (port: MessagePortMain) => void;
  /** Lets the engine read files, those in folders included. */
  readonly grant: (paths: readonly string[]) => Promise<readonly GrantedFile[]>;
  /** Told of a message from somewhere else than the page. */
  readonly onForeignSender: (channel: string, url: string) => void;
}

const droppedPaths = z.array(z.string().min(1).max(32_768)).max(10_000);

/** Listens to the page until the returned function is called. */
export function listenToPage(options: PageChannelOptions): () => void {
  const pageOf = (channel: string, event: IpcMainEvent | IpcMainInvokeEvent): BrowserWindow | null => {
    const window = options.window();
    const frame = event.senderFrame;
    if (window !== null && frame !== null && frame === window.webContents.mainFrame && isAppUrl(frame.url))
      return window;
    options.onForeignSender(channel, frame?.url ?? '');
    return null;
  };

  const assertPage = (channel: string, event: IpcMainInvokeEvent): BrowserWindow => {
    const window = pageOf(channel, event);
    if (window === null) throw new AppError('UNAUTHORISED');
    return window;
  };

  const connect = (event: IpcMainEvent) => {
    const window = pageOf(CHANNEL.connect, event);
    // Nobody waits for an answer: an error thrown here would be uncaught, and end the app.
    if (window === null) return;
    const { port1, port2 } = new MessageChannelMain();
    options.servePort(port1);
    window.webContents.mainFrame.postMessage(CHANNEL.port, null, [port2]);
  };

  const pickFiles = async (event: IpcMainInvokeEvent, folder: unknown): Promise<readonly GrantedFile[]> => {
    const window = assertPage(CHANNEL.pickFiles, event);
    const { texts } = options;
    const answer = await dialog.showOpenDialog(window, {
      title: folder === true ? texts.pickFolder : texts.pickFiles,
      properties: folder === true ? ['openDirectory'] : ['openFile', 'multiSelections'],
      filters: [
        { name: texts.tables, extensions: [...TABLE_EXTENSIONS] },
        { name: texts.allFiles, extensions: ['*'] },
      ],
    });
    return answer.canceled ? [] : options.grant(answer.filePaths);
  };

  const grantDropped = (event: IpcMainInvokeEvent, paths: unknown): Promise<readonly GrantedFile[]> => {
    assertPage(CHANNEL.grantDropped, event);
    return options.grant(droppedPaths.parse(paths));
  };

  ipcMain.on(CHANNEL.connect, connect);
  ipcMain.handle(CHANNEL.pickFiles, pickFiles);
  ipcMain.handle(CHANNEL.grantDropped, grantDropped);
  return () => {
    ipcMain.off(CHANNEL.connect, connect);
    ipcMain.removeHandler(CHANNEL.pickFiles);
    ipcMain.removeHandler(CHANNEL.grantDropped);
  };
}
