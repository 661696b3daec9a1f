import { describe, expect, it } from 'vitest';
import {
  type CodecMeasurement,
  type CodecThreads,
  createCodec,
  createTable,
  encodeJson,
  encodeTables,
  jsonEncoding,
  packJson,
  payloadHeader,
  type TableData,
  tableEncoding,
  tablesEncoding,
} from '../../../../src-main/cache/codec/index.ts';
import { createTaskPool } from '../../../../src-main/database/index.ts';
import { cellsOf } from './cells.ts';

const WORKER = new URL('../../../../src-main/engine/workers/codec.worker.ts', import.meta.url);

async function withThreads(test: (threads: CodecThreads) => Promise<void>): Promise<void> {
  const pool = createTaskPool({
    name: 'codec',
    workerFile: WORKER,
    threads: 1,
    start: { dataDirectory: '', databaseFile: '' },
    log: { write: () => undefined },
    traceId: () => null,
  });
  try {
    await test(pool);
  } finally {
    await pool.close();
  }
}

const ROWS = 40_000;
const large: TableData = {
  rows: ROWS,
  columns: {
    id: { kind: 'number', values: Int32Array.from({ length: ROWS }, (_, i) => i * 7) },
    share: { kind: 'number', values: Array.from({ length: ROWS }, (_, i) => (i % 3 === 0 ? Number.NaN : i / 4)) },
    number: { kind: 'text', texts: Array.from({ length: ROWS }, (_, i) => (i % 7 === 0 ? null : `N${i * 13}`)) },
    kind: { kind: 'coded', distinct: ['甲', '乙'], codes: Int32Array.from({ length: ROWS }, (_, i) => i % 2) },
  },
};

describe('the codec', () => {
  it('packs a large table in threads of its own into the same bytes as in one', () =>
    withThreads(async (threads) => {
      const payload = await createCodec({ threads }).encodeTables({ large });
      expect(Buffer.from(payload).equals(encodeTables({ large }, 'zstd'))).toBe(true);
    }));

  it('fails with the reason of a thread that fails, and goes on', () =>
    withThreads(async (threads) => {
      let calls = 0;
      const failing: CodecThreads = {
        run: (task, args) => (++calls === 2 ? Promise.reject(new Error('thread died')) : threads.run(task, args)),
      };
      const codec = createCodec({ threads: failing });
      await expect(codec.encodeTables({ large })).rejects.toThrow('thread died');
      expect(cellsOf(codec.decodeTables(await codec.encodeTables({ large })).get('large')!)).toEqual(cellsOf(large));
    }));

  it('uses no thread for a small table', async () => {
    const threads: CodecThreads = { run: () => Promise.reject(new Error('not wanted')) };
    const small: TableData = { rows: 2, columns: { n: { kind: 'number', values: [1, 2] } } };
    expect(await createCodec({ threads }).encodeTables({ small })).toBeInstanceOf(Uint8Array);
  });

  it('writes what the runtime can compress best, or what it is told', async () => {
    const value = { text: 'again and again '.repeat(40) };
    expect(payloadHeader(await createCodec({ threads: null }).encodeJson(value)).compression).toBe('zstd');
    const old = createCodec({ threads: null, compression: 'gzip' });
    expect(payloadHeader(await old.encodeJson(value)).compression).toBe('gzip');
    expect(await createCodec({ threads: null }).decodeJson(await old.encodeJson(value))).toEqual(value);
  });

  it('gives JSON back frozen all through, small and large', async () => {
    const codec = createCodec({ threads: null });
    for (const length of [1, 20_000]) {
      const value = Array.from({ length }, (_, i) => ({ i, deep: [{ text: `n${i}` }] }));
      const given = (await codec.decodeJson(await codec.encodeJson(value))) as typeof value;
      expect(given).toEqual(value);
      expect(() => given[0]!.deep.push({ text: '' })).toThrow(TypeError);
      expect(() => Object.assign(given[0]!.deep[0]!, { text: '' })).toThrow(TypeError);
    }
  });

  it('packs JSON that was left as it is, and nothing else', async () => {
    const codec = createCodec({ threads: null });
    const value = Array.from({ length: 200 }, (_, i) => ({ label: `Product ${i}`, netSales: i * 1_000 }));
    const plain = encodeJson(value, 'none');
    expect(payloadHeader(plain).compression).toBe('none');
    expect(await codec.decodeJson(plain)).toEqual(value);
    const packed = packJson(plain);
    expect(packed).toEqual(encodeJson(value));
    expect(packed.length).toBeLessThan(plain.length / 3);
    const others = [
      packed,
      encodeJson({ a: 1 }, 'none'),
      encodeTables({ large }, 'none'),
      new Uint8Array(),
      plain.subarray(20),
    ];
    for (const other of others) expect(packJson(other)).toBe(other);
  });

  it('opens JSON later, after it has been checked, unless that would take long', async () => {
    const codec = createCodec({ threads: null });
    const small = { units: [1, 2, 3], name: '门店'.repeat(1_000) };
    const payload = await codec.encodeJson(small);
    const open = codec.decodeJsonLater(payload);
    const opened = open?.();
    expect(opened).toEqual(small);
    expect(Object.isFrozen(opened)).toBe(true);
    expect(codec.decodeJsonLater(await codec.encodeJson('x'.repeat(100_000)))).toBeNull();
    payload[payload.length - 1]! ^= 1;
    expect(() => codec.decodeJsonLater(payload)).toThrow(/CACHE_PAYLOAD_UNREADABLE/);
  });

  it('refuses what JSON cannot say', async () => {
    await expect(createCodec({ threads: null }).encodeJson(undefined)).rejects.toThrow(TypeError);
    expect(() => encodeJson(() => 1)).toThrow(TypeError);
  });

  it('measures sizes of each encoding and decoding', async () => {
    const seen: CodecMeasurement[] = [];
    const codec = createCodec({ threads: null, onMeasured: (measured) => seen.push(measured) });
    const value = 'x'.repeat(5_000);
    const payload = await codec.encodeJson(value);
    await codec.decodeJson(payload);
    codec.decodeTables(await codec.encodeTables({ large }));
    expect(seen.map(({ operation, kind }) => `${operation} ${kind}`)).toEqual([
      'encode json',
      'decode json',
      'encode table',
      'decode table',
    ]);
    expect(seen[0]).toMatchObject({ rawBytes: 5_002, storedBytes: payload.length });
    expect(seen[2]!.rawBytes).toBeGreaterThan(3 * seen[2]!.storedBytes);
    expect(seen.every(({ milliseconds }) => milliseconds >= 0)).toBe(true);
  });
});

describe('encodings of families', () => {
  const codec = createCodec({ threads: null });

  it('of JSON give the value back', async () => {
    const encoding = jsonEncoding<{ rows: number[] }>(codec);
    expect(await encoding.decode(await encoding.encode({ rows: [1, 2] }))).toEqual({ rows: [1, 2] });
  });

  it('of a table open what they wrote, in memory and encoded, again and again', async () => {
    const schema = { id: 'number', share: 'number', number: 'text', kind: 'text' } as const;
    const encoding = tableEncoding(codec, schema);
    const table = createTable(schema, large);
    const once = await encoding.decode(await encoding.encode(table));
    const twice = await encoding.decode(await encoding.encode(once));
    expect(twice.row(39_999)).toEqual(table.row(39_999));
    expect(cellsOf(twice)).toEqual(cellsOf(large));
  });

  it('of tables refuse a payload that lacks a table or a column', async () => {
    const payload = await codec.encodeTables({ large });
    expect(() => tablesEncoding(codec, { large: { other: 'number' } }).decode(payload)).toThrow('no column other');
    expect(() => tablesEncoding(codec, { large: { id: 'text' } }).decode(payload)).toThrow('no column id');
    expect(() => tablesEncoding(codec, { lines: { id: 'number' } }).decode(payload)).toThrow('no table lines');
  });
});
