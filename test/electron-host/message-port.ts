/** MessagePortMain and MessageChannelMain: messages wait until the port is started, and a port sent away is gone here. */
import { EventEmitter } from 'node:events';

export class HostMessagePort extends EventEmitter {
  #peer: HostMessagePort | null = null;
  #waiting: unknown[] = [];
  #started = false;
  #closed = false;

  /** Joins two ports. */
  static entangle(a: HostMessagePort, b: HostMessagePort): void {
    a.#peer = b;
    b.#peer = a;
  }

  postMessage(message: unknown, transfer: readonly unknown[] = []): void {
    if (transfer.length > 0) throw new Error('The Electron stand-in sends no ports through ports.');
    if (this.#peer !== null) this.#peer.#receive(structuredClone(message));
  }

  start(): void {
    this.#started = true;
    for (const data of this.#waiting.splice(0)) this.emit('message', { data, ports: [] });
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    const peer = this.#peer;
    this.#peer = null;
    queueMicrotask(() => this.emit('close'));
    peer?.close();
  }

  #receive(data: unknown): void {
    if (this.#closed) return;
    if (!this.#started) this.#waiting.push(data);
    else setImmediate(() => this.emit('message', { data, ports: [] }));
  }
}

export class HostMessageChannel {
  readonly port1 = new HostMessagePort();
  readonly port2 = new HostMessagePort();

  constructor() {
    HostMessagePort.entangle(this.port1, this.port2);
  }
}
