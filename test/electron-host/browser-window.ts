/** BrowserWindow: a page of Chromium that keeps the window's bookkeeping. */
import { EventEmitter } from 'node:events';
import { refusing } from './refusing.ts';
import { HostWebContents, type WebContentsParts } from './web-contents.ts';

interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface WindowOptions extends Partial<Rectangle> {
  readonly show?: boolean;
  readonly webPreferences?: {
    readonly preload?: string;
    readonly sandbox?: boolean;
    readonly contextIsolation?: boolean;
    readonly nodeIntegration?: boolean;
    readonly webviewTag?: boolean;
  };
}

export interface WindowHost {
  readonly parts: Omit<WebContentsParts, 'preloadFile' | 'size'>;
  /** Told of new windows and their end, as the app is. */
  readonly opened: (window: HostBrowserWindow) => void;
  readonly closed: (window: HostBrowserWindow) => void;
}

export class HostBrowserWindow extends EventEmitter {
  readonly webContents: HostWebContents;
  readonly #host: WindowHost;
  #bounds: Rectangle;
  #maximized = false;
  #minimized = false;
  #visible: boolean;
  #destroyed = false;

  constructor(host: WindowHost, options: WindowOptions) {
    super();
    const {
      preload,
      sandbox,
      contextIsolation,
      nodeIntegration = false,
      webviewTag = false,
    } = options.webPreferences ?? {};
    if (!sandbox || !contextIsolation || nodeIntegration || webviewTag || preload === undefined) {
      throw new Error('The Electron stand-in shows only windows with a preload that are sandboxed and isolated.');
    }
    this.#host = host;
    this.#visible = options.show ?? true;
    this.#bounds = { x: options.x ?? 0, y: options.y ?? 0, width: options.width ?? 800, height: options.height ?? 600 };
    const { width, height } = this.#bounds;
    this.webContents = new HostWebContents({ ...host.parts, preloadFile: preload, size: { width, height } });
    host.opened(this);
  }

  async loadURL(address: string): Promise<void> {
    await this.webContents.load(address);
    this.emit('ready-to-show');
  }

  show(): void {
    this.#visible = true;
  }
  focus(): void {
    this.emit('focus');
  }
  isVisible(): boolean {
    return this.#visible;
  }
  maximize(): void {
    this.#maximized = true;
  }
  isMaximized(): boolean {
    return this.#maximized;
  }
  isMinimized(): boolean {
    return this.#minimized;
  }
  minimize(): void {
    this.#minimized = true;
  }
  restore(): void {
    this.#minimized = false;
  }
  getNormalBounds(): Rectangle {
    return { ...this.#bounds };
  }
  isDestroyed(): boolean {
    return this.#destroyed;
  }

  /** Asks the window to close; a listener of `close` may refuse. Gives whether it did close. */
  close(): boolean {
    if (this.#destroyed) return true;
    let refused = false;
    this.emit('close', { preventDefault: () => (refused = true) });
    if (refused) return false;
    this.#destroyed = true;
    this.webContents.destroy().then(
      () => {
        this.emit('closed');
        this.#host.closed(this);
      },
      (error: unknown) => this.emit('error', error),
    );
    return true;
  }
}

/** Gives the class as the app constructs it: with its options alone. */
export function browserWindowClass(host: WindowHost): new (options: WindowOptions) => HostBrowserWindow {
  return class BrowserWindow extends HostBrowserWindow {
    constructor(options: WindowOptions = {}) {
      super(host, options);
      // biome-ignore lint/correctness/noConstructorReturn: what the window lacks must be an error, not undefined
      return refusing('BrowserWindow', this);
    }
  };
}
