/**
 * Tables in a payload: a directory of their columns, then the columns' streams, one behind the other. Opening reads the
 * directory; a column is opened when it is asked for, and forgotten when nobody holds it and memory is wanted.
 *
 * Opened columns hang on weak references: they are paid for by nobody's budget, because the collector takes them back
 * first, and opening one again costs microseconds for a store's month.
 */
import { type ByteSource, createByteSink, createByteSource, unreadable } from '../byte-stream.ts';
import type { CompressionName } from '../compression.ts';
import { openPayload, sealPayload } from '../payload.ts';
import type { PackedColumn } from './column-stream.ts';
import { openColumn, packColumn } from './columns.ts';
import {
  type CellKind,
  type NumberColumn,
  type Table,
  type TableData,
  type TableSchema,
  type TextColumn,
  tableOver,
} from './table.ts';

/** The numbers are written: never renumber them. */
const KINDS: readonly CellKind[] = ['number', 'text'];

export interface NamedColumn {
  readonly name: string;
  readonly kind: CellKind;
  readonly column: PackedColumn & { readonly rawBytes: number };
}

export interface PackedTable {
  readonly name: string;
  readonly rows: number;
  readonly columns: readonly NamedColumn[];
}

/** Gives the tables as a payload. Takes its time: for threads other than the main one, and for small tables. */
export function encodeTables(tables: Readonly<Record<string, TableData>>, method: CompressionName): Uint8Array {
  const packed = Object.entries(tables).map(
    ([name, { rows, columns }]): PackedTable => ({
      name,
      rows,
      columns: Object.entries(columns).map(([name, data]) => ({
        name,
        kind: data.kind === 'number' ? 'number' : 'text',
        column: packColumn(data, method),
      })),
    }),
  );
  return sealTables(packed, method);
}

export function sealTables(tables: readonly PackedTable[], method: CompressionName): Uint8Array {
  const directory = createByteSink();
  const streams: Uint8Array[] = [];
  let rawLength = 0;
  directory.count(tables.length);
  for (const { name, rows, columns } of tables) {
    directory.text(name);
    directory.count(rows);
    directory.count(columns.length);
    for (const { name, kind, column } of columns) {
      directory.text(name);
      directory.byte(KINDS.indexOf(kind));
      directory.bytes(column.description);
      directory.count(column.streams.length);
      for (const { rawLength, bytes } of column.streams) {
        directory.count(rawLength);
        directory.count(bytes.length);
        streams.push(bytes);
      }
      rawLength += column.rawBytes;
    }
  }
  const head = createByteSink();
  head.bytes(directory.all());
  return sealPayload({ kind: 'table', compression: method, rawLength }, [head.all(), ...streams]);
}

/** Tables by name, as they lie in a payload. */
export type OpenTables = ReadonlyMap<string, Table>;

/** @throws AppError CACHE_PAYLOAD_UNREADABLE */
export function openTables(payload: Uint8Array): OpenTables {
  const { header, body } = openPayload(payload);
  if (header.kind !== 'table') throw unreadable(`kind ${header.kind}`);
  const directory = createByteSource(createByteSource(body).bytes());
  let at = lengthOfHead(body);
  const take = (length: number) => {
    if (at + length > body.length) throw unreadable('cut off');
    at += length;
    return body.subarray(at - length, at);
  };
  const tables = new Map<string, Table>();
  for (let left = directory.count(); left > 0; left--) {
    tables.set(directory.text(), readTable(directory, take, header.compression));
  }
  return tables;
}

function lengthOfHead(body: Uint8Array): number {
  let lengthBytes = 1;
  while (body[lengthBytes - 1]! >= 0x80) lengthBytes++;
  return lengthBytes + createByteSource(body).count();
}

function readTable(directory: ByteSource, take: (length: number) => Uint8Array, method: CompressionName): Table {
  const rows = directory.count();
  const schema: Record<string, CellKind> = {};
  const packed = new Map<string, PackedColumn>();
  for (let left = directory.count(); left > 0; left--) {
    const name = directory.text();
    const kind = KINDS[directory.byte()];
    if (!kind) throw unreadable('kind of column');
    schema[name] = kind;
    packed.set(name, {
      description: directory.bytes(),
      streams: Array.from({ length: directory.count() }, () => {
        const rawLength = directory.count();
        return { rawLength, bytes: take(directory.count()) };
      }),
    });
  }
  return openOnDemand(schema, rows, packed, method);
}

function openOnDemand(
  schema: TableSchema,
  rows: number,
  packed: ReadonlyMap<string, PackedColumn>,
  method: CompressionName,
): Table {
  const opened = new Map<string, WeakRef<NumberColumn | TextColumn>>();
  return tableOver(Object.freeze(schema), rows, (name) => {
    const known = opened.get(name)?.deref();
    if (known) return known;
    const column = packed.get(name);
    if (!column) return undefined;
    const fresh = openColumn(schema[name]!, rows, column, method);
    opened.set(name, new WeakRef(fresh));
    return fresh;
  });
}
