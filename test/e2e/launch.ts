/**
 * Opens the built app for a test: in the real Electron where its binary and a display are there, else in the stand-in of
 * test/electron-host. Specs see no difference.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { _electron, type Browser, chromium, type Page } from 'playwright-core';
import type { DesktopBridge } from '#shared/desktop/bridge.ts';
import { installedElectron, missingDisplay } from '../../scripts/electron-binary.ts';
import { root } from '../../scripts/project.ts';
import type { FromHost, ToHost } from '../electron-host/control.ts';
import { watch } from './watched-pages.ts';

declare global {
  interface Window {
    readonly mendian?: DesktopBridge;
  }
}

export interface LaunchedApp {
  readonly kind: 'electron' | 'stand-in';
  readonly page: Page;
  /** The next dialog of the system is answered with this. */
  answerDialog(answer: object): Promise<void>;
  /** As if the computer had slept and woken up. */
  resume(): Promise<void>;
  /** Ends the page's process, as a crash would, and gives a script's value in the page that is there after it. */
  crashPage(script: string): Promise<unknown>;
  /** Asks the app to quit and waits for its end. Gives its exit code. */
  quit(): Promise<number | null>;
  /** Ends the process at once, as a power cut would. */
  kill(): Promise<void>;
}

export interface LaunchOptions {
  readonly dataDirectory: string;
  readonly env?: Readonly<Record<string, string>>;
}

const electronBinary = missingDisplay() === null ? installedElectron() : null;

/** Which of the two runs here. */
export const appKind = electronBinary === null ? 'stand-in' : 'electron';

/** What the window's page is called by in its own scripts: the stand-in shows it under https. */
export const pageOrigin = appKind === 'electron' ? 'app://mendian' : 'https://mendian.app.test';

/** Opens the app and waits for its window. */
export async function launchApp(options: LaunchOptions): Promise<LaunchedApp> {
  const app = await (electronBinary === null ? launchStandIn(options) : launchElectron(electronBinary, options));
  watch(app.page, options.dataDirectory);
  return app;
}

async function launchElectron(
  executablePath: string,
  { dataDirectory, env = {} }: LaunchOptions,
): Promise<LaunchedApp> {
  const asRoot = process.platform === 'linux' && process.getuid?.() === 0;
  const electron = await _electron.launch({
    executablePath,
    args: [...(asRoot ? ['--no-sandbox'] : []), root, '--data-dir', dataDirectory],
    env: { ...(process.env as Record<string, string>), ...env },
  });
  const child = electron.process();
  const ended = once(child, 'exit');
  return {
    kind: 'electron',
    page: await electron.firstWindow(),
    answerDialog: (answer) =>
      electron.evaluate(({ dialog, session }, given) => {
        // A save dialog is drawn by the system: nobody can answer it but the download itself.
        if ('filePath' in given) {
          session.defaultSession.once('will-download', (_event, item) => item.setSavePath(String(given.filePath)));
        }
        dialog.showOpenDialog = async () => given as Electron.OpenDialogReturnValue;
        dialog.showMessageBox = async () => given as Electron.MessageBoxReturnValue;
      }, answer),
    resume: () => electron.evaluate(({ powerMonitor }) => void powerMonitor.emit('resume')),
    crashPage: (script) =>
      electron.evaluate(async ({ webContents }, probe) => {
        const contents = webContents.getAllWebContents()[0]!;
        const loaded = new Promise((resolve) => contents.once('did-finish-load', () => resolve(undefined)));
        contents.forcefullyCrashRenderer();
        await loaded;
        return contents.executeJavaScript(probe) as Promise<unknown>;
      }, script),
    async quit() {
      await electron.evaluate(({ app }) => app.quit());
      const [code] = await ended;
      return code as number | null;
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

async function launchStandIn({ dataDirectory, env = {} }: LaunchOptions): Promise<LaunchedApp> {
  const child = forkStandIn(['--data-dir', dataDirectory], env);
  const ended = once(child, 'exit');
  const browser = await connect(child);
  const tell = async (message: ToHost): Promise<void> => {
    child.send(message);
  };
  return {
    kind: 'stand-in',
    page: await appPage(browser),
    answerDialog: (answer) => tell({ type: 'answer-dialog', answer }),
    resume: () => tell({ type: 'resume' }),
    async crashPage(script) {
      // A crashed page is no more, for Chromium's debugger: the app's next one is a new one to it.
      const next = browser.contexts()[0]!.waitForEvent('page');
      await tell({ type: 'crash-page' });
      const page = await next;
      await page.waitForURL(`${pageOrigin}/**`);
      await page.waitForLoadState();
      return page.evaluate(script);
    },
    async quit() {
      await tell({ type: 'quit' });
      const [code] = await ended;
      return code as number | null;
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
      await browser.close();
    },
  };
}

/** Starts the built app under the stand-in without waiting for a window. */
export function forkStandIn(args: readonly string[], env: Readonly<Record<string, string>> = {}): ChildProcess {
  return fork(join(root, 'out', 'main', 'main.js'), args, {
    cwd: root,
    execArgv: ['--import', join(root, 'test', 'electron-host', 'register.ts')],
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
}

function connect(child: ChildProcess): Promise<Browser> {
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`The app ended with code ${code} before it showed a window.`)));
    child.on('message', (message) => {
      const told = message as FromHost;
      if (told.type === 'browser') chromium.connectOverCDP(told.endpoint, { noDefaults: true }).then(resolve, reject);
    });
  });
}

/** Waits until the window shows the page itself. */
async function appPage(browser: Browser): Promise<Page> {
  const context = browser.contexts()[0];
  if (context === undefined) throw new Error('Chromium has no window.');
  const page = context.pages()[0] ?? (await context.waitForEvent('page'));
  await page.waitForURL(`${pageOrigin}/**`);
  await page.waitForLoadState();
  return page;
}
