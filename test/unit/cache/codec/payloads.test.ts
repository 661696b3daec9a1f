import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createCodec, FORMAT_VERSION, openTables, payloadHeader } from '../../../../src-main/cache/codec/index.ts';
import { cellsOf } from './cells.ts';
import { BYTES, JSON_VALUE, MUSEUM, TABLES } from './museum.ts';

const files = readdirSync(MUSEUM).flatMap((version) =>
  readdirSync(join(MUSEUM, version)).map((name) => ({
    version,
    name,
    payload: readFileSync(join(MUSEUM, version, name)),
  })),
);

describe('payloads of earlier versions', () => {
  it('are there for every version that the app has written', () => {
    expect(new Set(files.map(({ version }) => version))).toEqual(
      new Set(Array.from({ length: FORMAT_VERSION }, (_, i) => `v${i + 1}`)),
    );
  });

  it.each(files)('$version/$name is still read as it was written', async ({ version, name, payload }) => {
    const [kind, compression] = name.split('.');
    expect(payloadHeader(payload)).toMatchObject({ version: Number(version.slice(1)), compression });
    const codec = createCodec({ threads: null });
    if (kind === 'json') expect(await codec.decodeJson(payload)).toEqual(JSON_VALUE);
    else if (kind === 'bytes') expect(new Uint8Array(await codec.decodeBytes(payload))).toEqual(BYTES);
    else {
      const tables = openTables(payload);
      for (const [table, data] of Object.entries(TABLES)) expect(cellsOf(tables.get(table)!)).toEqual(cellsOf(data));
    }
  });

  it.each(files)('$version/$name is refused whichever of its bits is flipped', ({ payload }) => {
    const codec = createCodec({ threads: null });
    // Every bit of the header and the directory's beginning, and one in every few bytes behind them.
    for (let at = 0; at < payload.length; at += at < 64 ? 1 : 97) {
      for (const bit of at < 64 ? [0, 1, 2, 3, 4, 5, 6, 7] : [at % 8]) {
        const damaged = Uint8Array.from(payload);
        damaged[at]! ^= 1 << bit;
        for (const decode of [codec.decodeJson, codec.decodeBytes, codec.decodeTables]) {
          expect(() => decode(damaged)).toThrow('CACHE_PAYLOAD_UNREADABLE');
        }
      }
    }
  });

  it('are refused when they are cut off anywhere, or from a newer version', () => {
    const { payload } = files.find(({ name }) => name === 'tables.none')!;
    for (const length of [0, 3, 19, 20, 21, 200, payload.length - 1]) {
      expect(() => openTables(payload.subarray(0, length))).toThrow('CACHE_PAYLOAD_UNREADABLE');
    }
    const newer = Uint8Array.from(payload);
    newer[4] = FORMAT_VERSION + 1;
    expect(() => openTables(newer)).toThrow(`format ${FORMAT_VERSION + 1}`);
  });
});
