/** The `electron` module of the main process, as far as the app uses it. Only this file is resolved in its place. */
import { EventEmitter } from 'node:events';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BrowserContext } from 'playwright-core';
import { HostApp } from './app.ts';
import { launchBrowser } from './browser.ts';
import { browserWindowClass, type HostBrowserWindow } from './browser-window.ts';
import { hearTest, tellTest } from './control.ts';
import type { SaveAnswer } from './download.ts';
import { HostIpcMain } from './ipc-main.ts';
import { hostKeychain } from './keychain.ts';
import { HostMessageChannel } from './message-port.ts';
import { refusing } from './refusing.ts';
import { HostProtocol, HostSession } from './session.ts';

const appPath = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const windows = new Set<HostBrowserWindow>();
const context = Promise.withResolvers<BrowserContext>();
const hostIpcMain = new HostIpcMain();
const hostSession = new HostSession();
const hostProtocol = new HostProtocol();
const hostPower = new EventEmitter();
const answers: object[] = [];

const hostApp: HostApp = new HostApp({
  appPath,
  windows: () => [...windows],
  start: async () => {
    hostProtocol.seal();
    const browser = await launchBrowser(hostApp.getPath('userData'));
    context.resolve(browser.context);
    tellTest({ type: 'browser', endpoint: browser.endpoint });
  },
  stop: async () => (await context.promise).close(),
});

hearTest((message) => {
  if (message.type === 'answer-dialog') answers.push(message.answer);
  if (message.type === 'resume') hostPower.emit('resume');
  if (message.type === 'quit') hostApp.quit();
  if (message.type === 'crash-page') for (const window of windows) void window.webContents.crash();
});

async function showDialog(kind: string, options: unknown): Promise<object> {
  tellTest({ type: 'dialog', kind, options });
  const answer = answers.shift();
  if (answer === undefined) throw new Error(`Nobody has given the stand-in an answer for dialog.${kind}.`);
  return answer;
}

export const app = refusing('app', hostApp);
export const ipcMain = refusing('ipcMain', hostIpcMain);
export const protocol = refusing('protocol', hostProtocol);
export const session = refusing('session', { defaultSession: refusing('session.defaultSession', hostSession) });
export const powerMonitor = refusing('powerMonitor', hostPower);
const keychain = hostKeychain(() => join(hostApp.getPath('userData'), 'host-keychain'));
export const safeStorage = refusing('safeStorage', keychain);
export const MessageChannelMain = HostMessageChannel;

export const BrowserWindow = browserWindowClass({
  parts: {
    context: context.promise,
    ipcMain: hostIpcMain,
    session: hostSession,
    protocol: hostProtocol,
    askWhereToSave: (options) => showDialog('showSaveDialog', options) as Promise<SaveAnswer>,
  },
  opened: (window) => {
    windows.add(window);
    hostApp.emit('web-contents-created', {}, window.webContents);
  },
  closed: (window) => {
    windows.delete(window);
    if (windows.size === 0) hostApp.allWindowsClosed();
  },
});

export const dialog = refusing('dialog', {
  showOpenDialog: (_window: unknown, options: unknown) => showDialog('showOpenDialog', options),
  showMessageBox: (_window: unknown, options: unknown) => showDialog('showMessageBox', options),
  showErrorBox: (title: string, content: string) => {
    console.error(`${title}\n${content}`);
    tellTest({ type: 'dialog', kind: 'showErrorBox', options: { title, content } });
  },
});

interface MenuItem {
  readonly label?: string;
}
export const Menu = refusing('Menu', {
  buildFromTemplate: (template: readonly MenuItem[]) => template,
  setApplicationMenu: (menu: readonly MenuItem[] | null) =>
    tellTest({ type: 'menu', labels: (menu ?? []).map((item) => item.label ?? '') }),
});

export const nativeTheme = refusing('nativeTheme', { shouldUseDarkColors: process.env.MENDIAN_HOST_DARK === '1' });

const display = { id: 1, workArea: { x: 0, y: 0, width: 1920, height: 1080 } };
export const screen = refusing('screen', { getPrimaryDisplay: () => display, getAllDisplays: () => [display] });
