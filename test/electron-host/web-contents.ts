/** webContents and its frames: a page of Chromium, and the bridge that its preload speaks over. */
import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import type { BrowserContext, Frame, Page, Route } from 'playwright-core';
import { toAppUrl, toBrowserUrl } from './browser.ts';
import { HostDownload, type SaveAnswer } from './download.ts';
import type { HostIpcMain } from './ipc-main.ts';
import type { HostMessagePort } from './message-port.ts';
import { pageSide } from './page-side.ts';
import { refusing } from './refusing.ts';
import type { HostProtocol, HostSession } from './session.ts';
import { FILE_TOKEN, type FromPage, pack, type ToPage, unpack } from './wire.ts';

export interface WebContentsParts {
  readonly context: Promise<BrowserContext>;
  readonly ipcMain: HostIpcMain;
  readonly session: HostSession;
  readonly protocol: HostProtocol;
  readonly preloadFile: string;
  /** Shows the dialog that asks where a file goes. */
  readonly askWhereToSave: (options: object) => Promise<SaveAnswer>;
  readonly size: { readonly width: number; readonly height: number };
}

export interface HostFrame {
  readonly url: string;
  postMessage(channel: string, message: unknown, transfer?: readonly HostMessagePort[]): void;
}

type WindowOpenHandler = (details: { url: string }) => { action: 'deny' | 'allow' };

export class HostWebContents extends EventEmitter {
  readonly session: HostSession;
  readonly mainFrame: HostFrame;
  readonly #parts: WebContentsParts;
  #page: Promise<Page>;
  readonly #ports = new Map<number, HostMessagePort>();
  #lastPort = 0;
  #current: Page | null = null;
  #destroyed = false;
  #crashed = false;
  /** Navigations that the process itself began: the page did not ask for them. */
  #ownNavigations = 0;
  #windowOpenHandler: WindowOpenHandler = () => ({ action: 'allow' });

  constructor(parts: WebContentsParts) {
    super();
    this.#parts = parts;
    this.session = parts.session;
    const contents = this;
    this.mainFrame = {
      get url() {
        return toAppUrl(contents.#current?.url() ?? 'about:blank');
      },
      postMessage: (channel, message, transfer = []) => contents.#post(channel, [message], transfer),
    };
    this.#page = this.#open();
  }

  getURL(): string {
    return this.mainFrame.url;
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  setWindowOpenHandler(handler: WindowOpenHandler): void {
    this.#windowOpenHandler = handler;
  }

  send(channel: string, ...args: unknown[]): void {
    this.#post(channel, args, []);
  }

  async load(address: string): Promise<void> {
    const page = await this.#page;
    this.#ownNavigations += 1;
    await page.goto(toBrowserUrl(address), { waitUntil: 'load' });
    this.emit('did-finish-load');
  }

  reload(): void {
    this.#navigateAgain().catch((error: unknown) => {
      if (!this.#destroyed) throw error;
    });
  }

  async #navigateAgain(): Promise<void> {
    const address = this.mainFrame.url;
    if (this.#crashed) {
      const crashed = await this.#page;
      this.#crashed = false;
      this.#page = this.#open();
      await this.#page;
      await crashed.close();
    }
    await this.load(address);
  }

  /** Ends the page's process, as a crash would. */
  async crash(): Promise<void> {
    const page = await this.#page;
    const devtools = await page.context().newCDPSession(page);
    // The answer never comes: the process that would send it is gone.
    devtools.send('Page.crash').catch(() => undefined);
  }

  async destroy(): Promise<void> {
    this.#destroyed = true;
    this.#closePorts();
    await (await this.#page).close();
    this.emit('destroyed');
  }

  async #open(): Promise<Page> {
    const context = await this.#parts.context;
    const page = context.pages().find((candidate) => candidate.url() === 'about:blank') ?? (await context.newPage());
    this.#current = page;
    page.on('crash', () => {
      this.#crashed = true;
      this.#closePorts();
      this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 });
    });
    page.on('download', (download) => {
      const item = refusing('DownloadItem', new HostDownload(download, this.#parts.askWhereToSave));
      // An app that cannot ask where the file goes is broken: let it end as loudly as it would.
      void this.#parts.session.download(item);
    });
    await page.setViewportSize(this.#parts.size);
    await page.exposeBinding('__electronHost', ({ frame }, message: FromPage) => this.#receive(frame, message));
    const preload = readFileSync(this.#parts.preloadFile, 'utf8');
    await page.addInitScript({
      content: `(${pageSide})((require, module, exports) => {${preload}\n}, ${JSON.stringify(FILE_TOKEN)});`,
    });
    await page.route('**/*', (route) => this.#serve(page, route));
    await this.#decidePermissions(context, page);
    return page;
  }

  async #decidePermissions(context: BrowserContext, page: Page): Promise<void> {
    const devtools = await context.newCDPSession(page);
    for (const [name, setting] of await this.#parts.session.permissions(this)) {
      await devtools.send('Browser.setPermission', { permission: { name }, setting });
    }
    await devtools.detach();
  }

  /** Every request of the page: the session may cancel it, the scheme's handler answers it, nothing else exists. */
  async #serve(page: Page, route: Route): Promise<void> {
    const request = route.request();
    const url = toAppUrl(request.url());
    if (request.isNavigationRequest() && this.#isRefused(request.frame() === page.mainFrame(), url)) {
      await route.abort('aborted');
      return;
    }
    if (await this.#parts.session.isCancelled({ url, resourceType: request.resourceType() })) {
      await route.abort('blockedbyclient');
      return;
    }
    const response = await this.#parts.protocol.respond(url, request.method());
    if (response === null) {
      await route.abort('namenotresolved');
      return;
    }
    await route.fulfill({
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: Buffer.from(await response.arrayBuffer()),
    });
  }

  #isRefused(isMainFrame: boolean, url: string): boolean {
    if (isMainFrame && this.#ownNavigations > 0) {
      this.#ownNavigations -= 1;
      return false;
    }
    let refused = false;
    const event = { url, isMainFrame, preventDefault: () => (refused = true) };
    this.emit('will-frame-navigate', event);
    if (isMainFrame) this.emit('will-navigate', event, url);
    return refused;
  }

  #post(channel: string, args: readonly unknown[], transfer: readonly HostMessagePort[]): void {
    const ports = transfer.map((port) => this.#bridge(port));
    this.#tell({ type: 'message', channel, args, ports });
  }

  /** Makes a port of the process one end of a bridge to the page. */
  #bridge(port: HostMessagePort): number {
    const id = ++this.#lastPort;
    this.#ports.set(id, port);
    port.on('message', ({ data }) => this.#tell({ type: 'port', port: id, data: pack(data) }));
    port.on('close', () => {
      if (this.#ports.delete(id)) this.#tell({ type: 'port-closed', port: id });
    });
    port.start();
    return id;
  }

  #tell(message: ToPage): void {
    this.#current
      ?.evaluate((sent) => window.__electronHostReceive?.(sent), message)
      .catch((error: unknown) => {
        // The document it was meant for is gone; the next one says so with its first message.
        if (!/closed|crashed|destroyed|navigation/i.test(String(error))) throw error;
      });
  }

  #closePorts(): void {
    const ports = [...this.#ports.values()];
    this.#ports.clear();
    for (const port of ports) port.close();
  }

  async #receive(frame: Frame, message: FromPage): Promise<unknown> {
    if (message.type === 'document') return this.#closePorts();
    if (message.type === 'port') return this.#ports.get(message.port)?.postMessage(unpack(message.data));
    if (message.type === 'port-closed') {
      const port = this.#ports.get(message.port);
      this.#ports.delete(message.port);
      return port?.close();
    }
    if (message.type === 'window-open') {
      const { action } = this.#windowOpenHandler({ url: toAppUrl(message.url) });
      if (action !== 'deny') throw new Error('The Electron stand-in opens no second window.');
      return undefined;
    }
    const isMainFrame = frame === this.#current?.mainFrame();
    const senderFrame = isMainFrame ? this.mainFrame : { url: toAppUrl(frame.url()), postMessage: () => undefined };
    const event = { sender: this, senderFrame, ports: [] } as const;
    const args = await Promise.all(message.args.map((arg) => this.#withPaths(frame, arg)));
    if (message.type === 'invoke') return this.#parts.ipcMain.answer(event, message.channel, args);
    // As in Electron, nobody waits for a listener: what it throws is uncaught, and never reaches the page.
    setImmediate(() => this.#parts.ipcMain.emit(message.channel, event, ...args));
    return undefined;
  }

  /** Puts the paths of dropped files in the place of their tokens; a file that a script made has none. */
  async #withPaths(frame: Frame, value: unknown): Promise<unknown> {
    if (Array.isArray(value)) {
      const values = await Promise.all(value.map((item) => this.#withPaths(frame, item)));
      return values.filter((item) => item !== FILE_TOKEN);
    }
    if (typeof value !== 'string' || !value.startsWith(FILE_TOKEN)) return value;
    const devtools = await frame.page().context().newCDPSession(frame.page());
    const index = Number(value.slice(FILE_TOKEN.length));
    const { result } = await devtools.send('Runtime.evaluate', { expression: `window.__electronHostFiles[${index}]` });
    const { path } = await devtools.send('DOM.getFileInfo', { objectId: result.objectId! });
    await devtools.detach();
    return path === '' ? FILE_TOKEN : path;
  }
}
