/**
 * Payloads of every format version, and what is in them. `node test/unit/cache/codec/museum.ts` writes the set of the
 * version that the code is at; the sets of earlier versions are never written again.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CompressionName } from '../../../../src-main/cache/codec/compression.ts';
import { createCodec, encodeTables, FORMAT_VERSION, type TableData } from '../../../../src-main/cache/codec/index.ts';

export const MUSEUM = join(import.meta.dirname, 'payloads');

const ROWS = 300;
const row = <Cell>(cell: (i: number) => Cell) => Array.from({ length: ROWS }, (_, i) => cell(i));

/** A column for each packing there is. */
export const TABLES: Readonly<Record<string, TableData>> = {
  numbers: {
    rows: ROWS,
    columns: {
      constant: { kind: 'number', values: row(() => 7) },
      bits: { kind: 'number', values: row((i) => (i * i) % 3) },
      offsets: { kind: 'number', values: row((i) => -5_000 + ((i * 7_919) % 1_000) * 100) },
      wide: { kind: 'number', values: row((i) => ((i * 7_919) % 1_009) * 8_917_234_711) },
      rises: { kind: 'number', values: row((i) => 1_700_000_000 + i * 60 + (i % 7)) },
      differences: { kind: 'number', values: row((i) => 1_000_000 + (i % 10) * 3 - i * 1_000) },
      ranked: { kind: 'number', values: row((i) => [1, 900_001, 17, 65_537, 123_456][(i * i) % 5]!) },
      decimals: { kind: 'number', values: row((i) => ((i * 37) % 2_000) / 100) },
      doubles: { kind: 'number', values: row((i) => Math.sqrt(i)) },
      gaps: { kind: 'number', values: row((i) => (i % 4 === 0 ? Number.NaN : i)) },
    },
  },
  texts: {
    rows: ROWS,
    columns: {
      constant: { kind: 'text', texts: row(() => '门店') },
      dictionary: { kind: 'text', texts: row((i) => ['现金', 'Card', '微信支付'][(i * i) % 3]!) },
      coded: { kind: 'coded', distinct: ['a', 'b'], codes: Int32Array.from(row((i) => i % 2)) },
      numbers: { kind: 'text', texts: row((i) => `N20261120${String(i * 3).padStart(7, '0')}`) },
      addresses: { kind: 'text', texts: row((i) => `示例路${1 + ((i * 31) % 400)}号${1 + (i % 9)}楼`) },
      words: { kind: 'text', texts: row((i) => 'abcdefghijklmnopqrstuvwxyz'.slice(i % 26) + i.toString(36)) },
      sorted: { kind: 'text', texts: row((i) => `common beginning ${'x'.repeat(i % 13)}${(i * 97).toString(36)}`) },
      halves: { kind: 'text', texts: row((i) => `\ud800${i.toString(36)}-${(i * 7).toString(36)}`) },
      gaps: { kind: 'text', texts: row((i) => (i % 3 === 0 ? null : `G${i}`)) },
    },
  },
  empty: { rows: 0, columns: { number: { kind: 'number', values: [] }, text: { kind: 'text', texts: [] } } },
};

export const JSON_VALUE = {
  title: '今日必做',
  rows: row((i) => ({ id: i, share: i / 8, none: null, nested: [{ yes: i % 2 === 0 }] })),
};
export const BYTES = Uint8Array.from({ length: 1_000 }, (_, i) => (i * i) % 251);

const METHODS: readonly CompressionName[] = ['none', 'gzip', 'zstd'];

async function writeSet(): Promise<void> {
  const folder = join(MUSEUM, `v${FORMAT_VERSION}`);
  mkdirSync(folder, { recursive: true });
  for (const method of METHODS) {
    const codec = createCodec({ threads: null, compression: method });
    writeFileSync(join(folder, `tables.${method}`), encodeTables(TABLES, method));
    writeFileSync(join(folder, `json.${method}`), await codec.encodeJson(JSON_VALUE));
    writeFileSync(join(folder, `bytes.${method}`), await codec.encodeBytes(BYTES));
  }
}

if (process.argv[1] === import.meta.filename) await writeSet();
