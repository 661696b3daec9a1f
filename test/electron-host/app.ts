/** app: its life from `ready` to `quit`, in Electron's order of events. */
import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { requestLock } from './single-instance.ts';

export interface AppHost {
  /** Starts Chromium; the app is ready when it has. */
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
  readonly windows: () => readonly { close(): boolean }[];
  readonly appPath: string;
}

type QuitEvent = { preventDefault: () => void };

export class HostApp extends EventEmitter {
  readonly isPackaged = false;
  readonly #host: AppHost;
  readonly #paths = new Map<string, string>();
  readonly #ready: Promise<void>;
  #starting = false;
  #quitting = false;

  constructor(host: AppHost) {
    super();
    this.#host = host;
    // The app's first steps (schemes, paths) are taken before it is ready.
    this.#ready = new Promise((resolve) => setImmediate(resolve)).then(() => {
      this.#starting = true;
      return host.start();
    });
    this.#ready.then(
      () => this.emit('ready'),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  }

  whenReady(): Promise<void> {
    return this.#ready;
  }
  enableSandbox(): void {
    // Chromium decides about its own sandbox here: see CHROMIUM_ARGUMENTS.
  }
  setAppUserModelId(_id: string): void {
    // The name under which Windows groups windows in its task bar.
  }
  getAppPath(): string {
    return this.#host.appPath;
  }
  getVersion(): string {
    return (JSON.parse(readFileSync(join(this.#host.appPath, 'package.json'), 'utf8')) as { version: string }).version;
  }
  getLocale(): string {
    return process.env.MENDIAN_HOST_LOCALE ?? 'en-GB';
  }
  getPreferredSystemLanguages(): string[] {
    return [this.getLocale()];
  }
  setPath(name: string, path: string): void {
    this.#paths.set(name, path);
  }
  getPath(name: string): string {
    return this.#paths.get(name) ?? join(homedir(), '.config', 'mendian-stand-in', name);
  }
  requestSingleInstanceLock(): boolean {
    return requestLock(this.getPath('userData'), (argv) => this.emit('second-instance', {}, argv, process.cwd()));
  }

  quit(): void {
    if (this.#quitting) return;
    if (this.#isPrevented('before-quit')) return;
    this.#quitting = true;
    if (!this.#host.windows().every((window) => window.close())) {
      this.#quitting = false;
      return;
    }
    if (this.#isPrevented('will-quit')) {
      this.#quitting = false;
      return;
    }
    this.exit(0);
  }

  exit(code = 0): void {
    // Before it is ready there is no Chromium to stop.
    if (!this.#starting) process.exit(code);
    this.#host.stop().then(
      () => {
        this.emit('quit', {}, code);
        process.exit(code);
      },
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  }

  /** Told by the windows. */
  allWindowsClosed(): void {
    if (this.#quitting) return;
    if (!this.emit('window-all-closed')) this.quit();
  }

  #isPrevented(name: string): boolean {
    let prevented = false;
    const event: QuitEvent = { preventDefault: () => (prevented = true) };
    this.emit(name, event);
    return prevented;
  }
}
