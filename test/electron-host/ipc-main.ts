/** ipcMain: one listener map for the process, fed by every page. */
import { EventEmitter } from 'node:events';
import type { HostFrame, HostWebContents } from './web-contents.ts';

export interface HostIpcEvent {
  readonly sender: HostWebContents;
  readonly senderFrame: HostFrame | null;
  readonly ports: readonly [];
}
type Handler = (event: HostIpcEvent, ...args: unknown[]) => unknown;

export class HostIpcMain extends EventEmitter {
  readonly #handlers = new Map<string, Handler>();

  handle(channel: string, handler: Handler): void {
    if (this.#handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    this.#handlers.set(channel, handler);
  }

  removeHandler(channel: string): void {
    this.#handlers.delete(channel);
  }

  /** Answers an `invoke` of a page; an error reaches the page in the words that Electron uses. */
  async answer(event: HostIpcEvent, channel: string, args: readonly unknown[]): Promise<unknown> {
    const handler = this.#handlers.get(channel);
    if (handler === undefined) throw new Error(`Error invoking remote method '${channel}': No handler registered`);
    try {
      return await handler(event, ...args);
    } catch (error) {
      throw new Error(`Error invoking remote method '${channel}': ${error}`);
    }
  }
}
