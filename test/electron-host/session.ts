/** session.defaultSession: who may load what, what is permitted, and what is saved. */
import { EventEmitter } from 'node:events';
import type { HostDownload } from './download.ts';

interface RequestDetails {
  readonly url: string;
  readonly resourceType: string;
}
type BeforeRequest = (details: RequestDetails, answer: (response: { cancel?: boolean }) => void) => void;
type PermissionRequest = (contents: unknown, permission: string, answer: (granted: boolean) => void) => void;

/** Chromium's names (the Permissions API's) by Electron's, for what a page could ask for. */
const PERMISSIONS: readonly (readonly [electron: string, chromium: string])[] = [
  ['geolocation', 'geolocation'],
  ['notifications', 'notifications'],
  ['media', 'microphone'],
  ['media', 'camera'],
  ['midi', 'midi'],
  ['clipboard-read', 'clipboard-read'],
  ['idle-detection', 'idle-detection'],
];

export class HostSession extends EventEmitter {
  #beforeRequest: BeforeRequest = (_details, answer) => answer({});
  #permissionRequest: PermissionRequest = (_contents, _permission, answer) => answer(true);
  readonly webRequest = {
    onBeforeRequest: (listener: BeforeRequest): void => {
      this.#beforeRequest = listener;
    },
  };

  setPermissionRequestHandler(handler: PermissionRequest): void {
    this.#permissionRequest = handler;
  }

  setPermissionCheckHandler(_handler: () => boolean): void {
    // Chromium asks once and remembers: what the request handler says decides for the stand-in.
  }

  setDevicePermissionHandler(_handler: () => boolean): void {
    // Headless Chromium has no devices to hand out.
  }

  /** The page wants to save a file: the app may refuse it or say where the dialog begins. */
  async download(item: HostDownload): Promise<void> {
    let refused = false;
    this.emit('will-download', { preventDefault: () => (refused = true) }, item);
    await (refused ? item.refuse() : item.save());
  }

  isCancelled(details: RequestDetails): Promise<boolean> {
    return new Promise((resolve) => this.#beforeRequest(details, ({ cancel }) => resolve(cancel === true)));
  }

  /** Gives what the app decides about every permission, by Chromium's name. */
  async permissions(contents: unknown): Promise<ReadonlyMap<string, 'granted' | 'denied'>> {
    const decisions = new Map<string, 'granted' | 'denied'>();
    for (const [permission, chromiumName] of PERMISSIONS) {
      const granted = await new Promise<boolean>((resolve) => this.#permissionRequest(contents, permission, resolve));
      decisions.set(chromiumName, granted ? 'granted' : 'denied');
    }
    return decisions;
  }
}

type ProtocolHandler = (request: Request) => Promise<Response> | Response;

export class HostProtocol {
  readonly #privileged = new Set<string>();
  readonly #handlers = new Map<string, ProtocolHandler>();
  #ready = false;

  /** The app is ready: schemes can no longer be given privileges. */
  seal(): void {
    this.#ready = true;
  }

  registerSchemesAsPrivileged(
    schemes: readonly { scheme: string; privileges?: { standard?: boolean; secure?: boolean } }[],
  ): void {
    if (this.#ready) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
    for (const { scheme, privileges } of schemes)
      if (privileges?.standard && privileges.secure) this.#privileged.add(scheme);
  }

  handle(scheme: string, handler: ProtocolHandler): void {
    if (!this.#privileged.has(scheme)) throw new Error(`${scheme}: the stand-in shows standard, secure schemes only`);
    this.#handlers.set(scheme, handler);
  }

  /** Gives the app's answer to a request for an address of its scheme; null when nobody handles it. */
  async respond(address: string, method: string): Promise<Response | null> {
    const handler = this.#handlers.get(new URL(address).protocol.slice(0, -1));
    return handler === undefined ? null : await handler(new Request(address, { method }));
  }
}
