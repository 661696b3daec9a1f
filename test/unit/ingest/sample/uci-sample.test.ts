import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeUciSample } from '../../../../src-main/ingest/sample/index.ts';
import { encodeUci } from '../../../../src-main/ingest/sample/uci-encode.ts';

/** Of the original `OnlineRetail.csv`, as resources/samples/uci-online-retail/ATTRIBUTION.md gives it. */
const ORIGINAL_SHA256 = '414e528b64e9a6220b0e4322896fd182b64338a8b25b2e0d421a171471839c59';
const resources = join(import.meta.dirname, '../../../../resources');

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'mendian-uci-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

describe('the UCI sample', () => {
  it('is the original file, byte for byte', async () => {
    const file = await writeUciSample(resources, directory);
    expect(createHash('sha256').update(readFileSync(file)).digest('hex')).toBe(ORIGINAL_SHA256);
  });

  it('stays below a megabyte a file', () => {
    for (const name of ['products.br', 'sales.br']) {
      const size = readFileSync(join(resources, 'samples', 'uci-online-retail', name)).length;
      expect(size).toBeLessThan(1_000_000);
    }
  });

  it('writes what was encoded: quotes, negative quantities, letters before numbers, missing customers', async () => {
    const rows = [
      ['536365', '85123A', 'A "B", C', '-6', '2010-12-01 08:26:00', '2.55', '', 'EIRE'],
      ['536365', '85123a', '', '1', '2010-12-01 08:26:00', '0.001', '', 'EIRE'],
      ['C536364', '85123A', 'A "B", C', '12', '2010-12-01 08:25:00', '-11062.06', '17850', 'France'],
    ];
    const folder = join(directory, 'samples', 'uci-online-retail');
    mkdirSync(folder, { recursive: true });
    for (const [name, bytes] of encodeUci(rows)) writeFileSync(join(folder, name), bytes);
    const text = readFileSync(await writeUciSample(directory, directory), 'utf8');
    expect(text.split('\r\n').slice(1)).toEqual([
      '536365,85123A,"A ""B"", C",-6,2010-12-01 08:26:00,2.55,,EIRE',
      '536365,85123a,,1,2010-12-01 08:26:00,0.001,,EIRE',
      'C536364,85123A,"A ""B"", C",12,2010-12-01 08:25:00,-11062.06,17850,France',
      '',
    ]);
  });
});
