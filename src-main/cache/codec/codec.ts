/**
 * Turns values into payloads and back. What takes long leaves the main thread: tables are packed by a pool of threads,
 * column by column, and large pieces are compressed and expanded by the runtime's own threads.
 *
 * Two things stay: making JSON text of a value and reading it (handing the value to another thread costs as much), and
 * opening a column when it is asked for (a millisecond for 100,000 rows).
 */
import { setImmediate as turn } from 'node:timers/promises';
import { unreadable } from './byte-stream.ts';
import { bestCompression, type CompressionName, compress, compressAside, expand, expandAside } from './compression.ts';
import { deepFreeze } from './frozen.ts';
import { isSealed, openPayload, type PayloadKind, payloadHeader, sealPayload } from './payload.ts';
import { sendColumn } from './table/crossing.ts';
import {
  encodeTables,
  type NamedColumn,
  type OpenTables,
  openTables,
  type PackedTable,
  sealTables,
} from './table/payload-tables.ts';
import type { ColumnData, TableData } from './table/table.ts';
import type { PackColumnArgs, PackColumnResult } from './tasks.ts';

/** What one encoding or decoding took. */
export interface CodecMeasurement {
  readonly operation: 'encode' | 'decode';
  readonly kind: PayloadKind;
  /** The value as plain text or plain cells, and its payload. */
  readonly rawBytes: number;
  readonly storedBytes: number;
  /** From the call to its result, waiting for a thread included. */
  readonly milliseconds: number;
}

/** Threads that run the codec's tasks; a TaskPool over the codec's worker fits. */
export interface CodecThreads {
  run(task: 'codec.packColumn', args: PackColumnArgs): Promise<unknown>;
}

export interface CodecParts {
  /** Null: everything in this thread, as in a worker. */
  readonly threads: CodecThreads | null;
  /** The runtime's best when left out. */
  readonly compression?: CompressionName;
  readonly onMeasured?: (measured: CodecMeasurement) => void;
}

export interface Codec {
  readonly compression: CompressionName;
  encodeJson(value: unknown): Promise<Uint8Array>;
  /** Frozen all through. @throws AppError CACHE_PAYLOAD_UNREADABLE, as all of these. */
  decodeJson(payload: Uint8Array): Promise<unknown> | unknown;
  /** Checks the payload now and gives what opens it in this thread; null where that would take too long. */
  decodeJsonLater(payload: Uint8Array): (() => unknown) | null;
  encodeBytes(bytes: Uint8Array): Promise<Uint8Array>;
  decodeBytes(payload: Uint8Array): Promise<Uint8Array> | Uint8Array;
  encodeTables(tables: Readonly<Record<string, TableData>>): Promise<Uint8Array>;
  decodeTables(payload: Uint8Array): OpenTables;
  /** As `decodeJsonLater`. */
  decodeTablesLater(payload: Uint8Array): () => OpenTables;
}

/** From this size on, compressing takes longer than going to another thread and back. */
const ASIDE_BYTES = 32 * 1_024;
/** The same for expanding, which is faster (measured: 240 KB in 70 µs); reading the text then takes ten times as long. */
const EXPAND_ASIDE_BYTES = 256 * 1_024;
/** Below this many bytes of JSON compressing takes longer than the rest of a load, and saves less than a row takes beside it. */
const LEAST_COMPRESSED = 1_024;
const paysCompressed = (kind: PayloadKind, bytes: Uint8Array) => kind !== 'json' || bytes.length >= LEAST_COMPRESSED;
/** Packing this many cells takes about two milliseconds. */
const INLINE_CELLS = 8_192;
/** Copies of so many columns may be under way at a time. */
const COLUMNS_UNDER_WAY = 4;

/**
 * Gives a value of JSON as a payload, in this thread: for workers. With `none` it can be opened at once, and is to be packed by
 * `packJson` before it is stored. @throws TypeError when JSON has no such value.
 */
export function encodeJson(value: unknown, compression = bestCompression()): Uint8Array {
  const bytes = bytesOfJson(value);
  const body = paysCompressed('json', bytes) ? compress(bytes, compression) : bytes;
  return sealPayload({ kind: 'json', compression, rawLength: bytes.length }, [body]);
}

/** Gives a payload of JSON that was left as it is compressed, in this thread; whatever else it is, it is given back. */
export function packJson(payload: Uint8Array, compression = bestCompression()): Uint8Array {
  if (!isSealed(payload) || !paysCompressed('json', payload)) return payload;
  const { kind, compression: method, rawLength } = payloadHeader(payload);
  if (kind !== 'json' || method !== 'none') return payload;
  return sealPayload({ kind, compression, rawLength }, [compress(openPayload(payload).body, compression)]);
}

export function createCodec({ threads, compression = bestCompression(), onMeasured }: CodecParts): Codec {
  function measure(operation: CodecMeasurement['operation'], payload: Uint8Array, began: number): void {
    if (!onMeasured) return;
    const { kind, rawLength } = payloadHeader(payload);
    const milliseconds = performance.now() - began;
    onMeasured({ operation, kind, rawBytes: rawLength, storedBytes: payload.length, milliseconds });
  }

  async function encodePiece(kind: 'json' | 'bytes', bytes: Uint8Array, began: number): Promise<Uint8Array> {
    const small = bytes.length < ASIDE_BYTES;
    const compressed = () => (small ? compress(bytes, compression) : compressAside(bytes, compression));
    const body = paysCompressed(kind, bytes) ? await compressed() : bytes;
    const payload = sealPayload({ kind, compression, rawLength: bytes.length }, [body]);
    measure('encode', payload, began);
    return payload;
  }

  function decodePiece<Value>(
    kind: 'json' | 'bytes',
    payload: Uint8Array,
    open: (bytes: Uint8Array) => Value,
  ): Promise<Value> | Value {
    const began = performance.now();
    const { header, body } = openAs(kind, payload);
    const finish = (bytes: Uint8Array) => {
      const value = open(bytes);
      measure('decode', payload, began);
      return value;
    };
    if (header.rawLength < EXPAND_ASIDE_BYTES) return finish(expand(body, header.rawLength, header.compression));
    return expandAside(body, header.rawLength, header.compression).then(finish);
  }

  function decodeJsonLater(payload: Uint8Array): (() => unknown) | null {
    const { header, body } = openAs('json', payload);
    const { rawLength, compression } = header;
    if (rawLength >= ASIDE_BYTES) return null;
    return () => {
      const began = performance.now();
      const value = deepFreeze(parseJson(expand(body, rawLength, compression)));
      measure('decode', payload, began);
      return value;
    };
  }

  function decodeTables(payload: Uint8Array): OpenTables {
    const began = performance.now();
    const tables = openTables(payload);
    measure('decode', payload, began);
    return tables;
  }

  /** A few columns at a time, so that only those few are held twice. */
  async function packAside(pool: CodecThreads, tables: Readonly<Record<string, TableData>>): Promise<PackedTable[]> {
    const jobs = Object.values(tables).flatMap(({ columns }) => Object.entries(columns));
    const packed = new Map<ColumnData, NamedColumn>();
    let next = 0;
    async function lane(): Promise<void> {
      for (let job = jobs[next++]; job; job = jobs[next++]) {
        const [name, data] = job;
        await turn();
        const args = { column: await sendColumn(data, turn), method: compression };
        const column = (await pool.run('codec.packColumn', args)) as PackColumnResult;
        packed.set(data, { name, kind: data.kind === 'number' ? 'number' : 'text', column });
      }
    }
    try {
      await Promise.all(Array.from({ length: COLUMNS_UNDER_WAY }, lane));
    } finally {
      next = jobs.length; // after a failure the other lanes need not go on
    }
    return Object.entries(tables).map(([name, { rows, columns }]) => ({
      name,
      rows,
      columns: Object.values(columns).map((data) => packed.get(data)!),
    }));
  }

  return {
    compression,
    async encodeJson(value) {
      const began = performance.now();
      return encodePiece('json', bytesOfJson(value), began);
    },
    decodeJson: (payload) => decodePiece('json', payload, (bytes) => deepFreeze(parseJson(bytes))),
    decodeJsonLater,
    encodeBytes: (bytes) => encodePiece('bytes', bytes, performance.now()),
    decodeBytes: (payload) => decodePiece('bytes', payload, (bytes) => bytes),
    async encodeTables(tables) {
      const began = performance.now();
      const cells = Object.values(tables).reduce(
        (sum, { rows, columns }) => sum + rows * Object.keys(columns).length,
        0,
      );
      const payload =
        threads && cells > INLINE_CELLS
          ? sealTables(await packAside(threads, tables), compression)
          : encodeTables(tables, compression);
      measure('encode', payload, began);
      return payload;
    },
    decodeTables,
    decodeTablesLater(payload) {
      openAs('table', payload);
      return () => decodeTables(payload);
    },
  };
}

function openAs(kind: PayloadKind, payload: Uint8Array): ReturnType<typeof openPayload> {
  const opened = openPayload(payload);
  if (opened.header.kind !== kind) throw unreadable(`kind ${opened.header.kind}`);
  return opened;
}

function bytesOfJson(value: unknown): Uint8Array {
  const text = JSON.stringify(value) as string | undefined;
  if (text === undefined) throw new TypeError('not a value of JSON');
  return Buffer.from(text);
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString());
  } catch (error) {
    throw unreadable('JSON', error);
  }
}
