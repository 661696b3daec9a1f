/**
 * The desktop app from its first line to its last: one process a data directory, the engine before the page's first
 * answer, and no end before the engine has let running writes end.
 */
import { join } from 'node:path';
import { app, type BrowserWindow, dialog, powerMonitor, protocol, session } from 'electron';
import { formatError, languageOfLocale } from '#shared/i18n/index.ts';
import { servePort, toAppError } from '../api/index.ts';
import { createEngine, defaultDataDirectory, type Engine, guardProcess } from '../engine/index.ts';
import { APP_SCHEME, createAppSchemeHandler } from './app-scheme.ts';
import { saveDownloads } from './downloads.ts';
import { createKeychainBox } from './keychain-box.ts';
import { readLaunchOptions } from './launch-options.ts';
import { loadPage, openMainWindow } from './main-window.ts';
import { setMenu } from './menu.ts';
import { listenToPage } from './page-channel.ts';
import { recoverPage } from './page-recovery.ts';
import { guardNavigation, guardSession } from './session-guard.ts';
import { desktopTexts } from './texts.ts';

/** More than the engine gives its slowest part; whoever turns the computer off must not wait for ever. */
const CLOSE_MILLISECONDS = 20_000;
const APP_USER_MODEL_ID = 'com.mendian.desktop';

/** Runs the app. Returns at once; the process ends when the app is quit. */
export function runDesktopApp(): void {
  protocol.registerSchemesAsPrivileged([APP_SCHEME]);
  app.enableSandbox();
  app.setAppUserModelId(APP_USER_MODEL_ID);
  const options = readLaunchOptions(process.argv.slice(app.isPackaged ? 1 : 2), process.cwd());
  const dataDirectory = options.dataDirectory ?? defaultDataDirectory(process.platform, process.env);
  // The window's own files (Chromium's profile, the lock that makes it the only one) lie beside the data they show.
  app.setPath('userData', join(dataDirectory, 'window'));

  let window: BrowserWindow | null = null;
  const isFirst = app.requestSingleInstanceLock();
  if (!isFirst) {
    app.quit();
    return;
  }
  app.on('second-instance', () => focus(window));
  guardNavigation(app);

  const engine = createEngine({
    dataDirectory,
    mode: 'desktop',
    version: app.getVersion(),
    env: process.env,
    resources: join(app.getAppPath(), 'resources'),
    secretBox: createKeychainBox,
  });
  const started = engine.start();
  quitInOrder(engine);
  guardProcess({ log: engine.log, shutdown: async () => app.quit(), exit: (code) => app.exit(code) });

  app
    .whenReady()
    .then(async () => {
      window = await show(engine, started, dataDirectory);
    })
    .catch((error: unknown) => refuseToStart(engine, error));
}

/** Shows the window at once; its page's first calls wait until the engine has started. */
async function show(engine: Engine, started: Promise<void>, dataDirectory: string): Promise<BrowserWindow> {
  const texts = desktopTexts(app.getLocale());
  guardSession(session.defaultSession);
  saveDownloads(session.defaultSession, {
    folder: app.getPath('downloads'),
    onFailed: (fileName) => dialog.showErrorBox(texts.notSaved, `${fileName}\n\n${texts.notSavedDetail}`),
  });
  protocol.handle('app', createAppSchemeHandler(join(app.getAppPath(), 'out', 'renderer')));
  setMenu(texts, app.isPackaged);
  const window = openMainWindow({
    preloadFile: join(app.getAppPath(), 'out', 'preload', 'preload.cjs'),
    iconFile: join(app.getAppPath(), 'resources', 'icons', 'icon.png'),
    stateFile: join(dataDirectory, 'window', 'window.json'),
  });
  recoverPage(window, {
    texts,
    now: () => performance.now(),
    onGone: (details) => engine.log.error('page process gone', { reason: details.reason, exitCode: details.exitCode }),
    quit: () => app.quit(),
  });
  listenToPage({
    window: () => (window.isDestroyed() ? null : window),
    texts,
    servePort: (port) =>
      servePort(engine.router, port, () => engine.log.warn("a message on the page's port was no call")),
    grant: (paths) => engine.grants.grantAll(paths),
    onForeignSender: (channel, url) => engine.log.warn('message from a foreign frame refused', { channel, url }),
  });
  // While the computer slept, a day may have ended: the page asks anew for what it shows.
  powerMonitor.on('resume', () => {
    engine.events.emit({ type: 'hello', version: engine.version });
    void engine.wake();
  });
  await Promise.all([started, loadPage(window)]);
  await engine.keepTime();
  return window;
}

function focus(window: BrowserWindow | null): void {
  if (window === null || window.isDestroyed()) return;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

/** Quitting waits for the engine, for a bounded time, whoever asked for it. */
function quitInOrder(engine: Engine): void {
  let state: 'running' | 'closing' | 'closed' = 'running';
  app.on('window-all-closed', () => app.quit());
  app.on('will-quit', (event) => {
    if (state === 'closed') return;
    event.preventDefault();
    if (state === 'closing') return;
    state = 'closing';
    Promise.race([engine.close(), after(CLOSE_MILLISECONDS)]).then(() => {
      state = 'closed';
      app.quit();
    });
  });
}

function after(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}

function refuseToStart(engine: Engine, error: unknown): void {
  const failure = toAppError(error);
  const { sentence, wayOut } = formatError(failure.code, failure.details, languageOfLocale(app.getLocale()));
  engine.log.error('the desktop app cannot start', { error });
  dialog.showErrorBox(desktopTexts(app.getLocale()).cannotStart, `${sentence}\n\n${wayOut}\n\n${engine.paths.logs}`);
  app.exit(1);
}
