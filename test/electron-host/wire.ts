/** What goes between the page and the stand-in's process. Binary data travels as base64: the way is made for JSON. */

export type Packed = { readonly text: string } | { readonly base64: string } | { readonly json: unknown };

export type FromPage =
  /** A new document has begun: whatever ports the one before had are gone. */
  | { readonly type: 'document' }
  | { readonly type: 'send'; readonly channel: string; readonly args: readonly unknown[] }
  | { readonly type: 'invoke'; readonly channel: string; readonly args: readonly unknown[] }
  | { readonly type: 'port'; readonly port: number; readonly data: Packed }
  | { readonly type: 'port-closed'; readonly port: number }
  | { readonly type: 'window-open'; readonly url: string };

export type ToPage =
  | {
      readonly type: 'message';
      readonly channel: string;
      readonly args: readonly unknown[];
      readonly ports: readonly number[];
    }
  | { readonly type: 'port'; readonly port: number; readonly data: Packed }
  | { readonly type: 'port-closed'; readonly port: number };

/** A dropped file's path is known to Chromium only: the page sends this in its place, the process looks it up. */
export const FILE_TOKEN = 'electron-host-file:';

export function pack(data: unknown): Packed {
  if (typeof data === 'string') return { text: data };
  if (data instanceof ArrayBuffer) return { base64: Buffer.from(data).toString('base64') };
  if (ArrayBuffer.isView(data)) {
    return { base64: Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('base64') };
  }
  return { json: data };
}

export function unpack(packed: Packed): unknown {
  if ('text' in packed) return packed.text;
  return 'base64' in packed ? new Uint8Array(Buffer.from(packed.base64, 'base64')) : packed.json;
}
