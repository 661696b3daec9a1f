/**
 * The renderer's half of `electron`. The function is sent to the page as text: it may use nothing from outside itself.
 * It runs before the page's own scripts, in the main frame only, as a preload does.
 */
import type { FromPage, Packed, ToPage } from './wire.ts';

type Listener = (event: { readonly ports: readonly MessagePort[] }, ...args: readonly unknown[]) => void;
type Preload = (require: (name: string) => unknown, module: { exports: unknown }, exports: unknown) => void;

declare global {
  interface Window {
    __electronHost(message: FromPage): Promise<unknown>;
    __electronHostReceive?(message: ToPage): void;
    __electronHostFiles?: File[];
  }
}

/** Installs the renderer's half and runs the preload. */
export function pageSide(preload: Preload, fileToken: string): void {
  if (window !== window.top || !location.host.endsWith('.app.test')) return;
  // A call that cannot be delivered means that the process is going away: there is nobody left to tell.
  const post = (message: FromPage) => void window.__electronHost(message);
  const listeners = new Map<string, Listener[]>();
  const ports = new Map<number, MessagePort>();
  const files: File[] = [];
  window.__electronHostFiles = files;

  const pack = (data: unknown): Packed => {
    if (typeof data === 'string') return { text: data };
    const bytes = data instanceof ArrayBuffer ? new Uint8Array(data) : data instanceof Uint8Array ? data : null;
    if (bytes === null) return { json: data };
    let binary = '';
    for (const byte of bytes) binary += String.fromCharCode(byte);
    return { base64: btoa(binary) };
  };
  const unpack = (packed: Packed): unknown => {
    if ('text' in packed) return packed.text;
    if ('json' in packed) return packed.json;
    return Uint8Array.from(atob(packed.base64), (character) => character.charCodeAt(0));
  };

  /** Makes the page's end of a bridged port. */
  const openPort = (id: number): MessagePort => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = (event) => post({ type: 'port', port: id, data: pack(event.data) });
    port1.addEventListener('close', () => post({ type: 'port-closed', port: id }));
    ports.set(id, port1);
    return port2;
  };

  window.__electronHostReceive = (message) => {
    if (message.type === 'port') {
      ports.get(message.port)?.postMessage(unpack(message.data));
    } else if (message.type === 'port-closed') {
      ports.get(message.port)?.close();
      ports.delete(message.port);
    } else {
      const event = { ports: message.ports.map(openPort) };
      for (const listener of listeners.get(message.channel) ?? []) listener(event, ...message.args);
    }
  };

  window.open = (url) => {
    post({ type: 'window-open', url: String(url ?? 'about:blank') });
    return null;
  };

  const electron = {
    contextBridge: {
      exposeInMainWorld(name: string, api: object) {
        Object.defineProperty(window, name, { value: Object.freeze({ ...api }), enumerable: true });
      },
    },
    ipcRenderer: {
      on(channel: string, listener: Listener) {
        listeners.set(channel, [...(listeners.get(channel) ?? []), listener]);
      },
      send: (channel: string, ...args: unknown[]) => post({ type: 'send', channel, args }),
      invoke: (channel: string, ...args: unknown[]) => window.__electronHost({ type: 'invoke', channel, args }),
    },
    webUtils: {
      getPathForFile: (file: File) => `${fileToken}${files.push(file) - 1}`,
    },
  };
  const require = (name: string): unknown => {
    if (name !== 'electron') throw new Error(`A sandboxed preload cannot require ${name}.`);
    return electron;
  };
  post({ type: 'document' });
  const module = { exports: {} };
  preload(require, module, module.exports);
}
