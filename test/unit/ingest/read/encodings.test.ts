import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Delimiter, Encoding } from '#shared/contract/ingest.ts';
import { sniffFile } from '../../../../src-main/ingest/read/index.ts';
import { encodeText, scriptOf } from './encode-text.ts';
import { createTempFiles, readAll, refusalOf, type TempFiles } from './reading.ts';

let files: TempFiles;
beforeAll(() => {
  files = createTempFiles();
});
afterAll(() => files.remove());

const ENCODINGS: readonly Encoding[] = ['utf-8', 'utf-16le', 'utf-16be', 'gb18030', 'big5', 'windows-1252'];
const DELIMITERS: readonly Delimiter[] = [',', ';', '\t', '|'];
const NEWLINES = ['\n', '\r\n', '\r'] as const;

function quoted(cell: string): string {
  return /[",;\t|\r\n]/.test(cell) || cell === '' ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** A table as exports are: headings, a number in front, then text in the encoding's own script. */
function table(encoding: Encoding): fc.Arbitrary<string[][]> {
  const script = scriptOf(encoding);
  const text = fc.string({
    unit: fc.constantFrom(...script, 'a', 'Z', '7', ' ', '"', ',', ';', '\n', '|'),
    minLength: 1,
    maxLength: 10,
  });
  const row = fc.tuple(
    fc.integer({ min: 1, max: 999_999 }).map(String),
    text,
    text,
    fc.constantFrom('', '1.50', script.join('')),
  );
  const headings = ['No', script.slice(0, 4).join(''), script.slice(4, 8).join(''), 'Total'];
  return fc.array(row, { minLength: 3, maxLength: 20 }).map((rows) => [headings, ...rows]);
}

describe.each(ENCODINGS)('a table in %s', (encoding) => {
  it('is told by its bytes and read back whatever its delimiter, its newlines, its mark and its chunks', async () => {
    const shape = fc.record({
      rows: table(encoding),
      delimiter: fc.constantFrom(...DELIMITERS),
      newline: fc.constantFrom(...NEWLINES),
      mark: fc.boolean(),
      gzipped: fc.boolean(),
      chunkBytes: fc.integer({ min: 1, max: 64 }),
    });
    await fc.assert(
      fc.asyncProperty(shape, async ({ rows, delimiter, newline, mark, gzipped, chunkBytes }) => {
        const text = rows.map((row) => row.map(quoted).join(delimiter) + newline).join('');
        const hasMark = mark && encoding !== 'windows-1252' && encoding !== 'big5';
        const withMark = hasMark ? `\ufeff${text}` : text;
        const bytes = encodeText(withMark, encoding);
        const path = files.write('table.txt', gzipped ? gzipSync(bytes) : bytes);
        const sniffed = await sniffFile(path);
        expect(sniffed).toMatchObject({ format: 'csv', encoding, delimiter, newline, gzipped });
        expect(await readAll(path, { format: 'csv', encoding, delimiter, chunkBytes })).toEqual(rows);
      }),
      { numRuns: 25 },
    );
  });

  it.each(ENCODINGS.filter((other) => other !== encoding))('is refused when read as %s', async (wrong) => {
    const script = scriptOf(encoding);
    const rows = Array.from({ length: 40 }, (_, i) => `${i},${script.slice(i % 7).join('')} x,${script[i % 9]}\n`);
    const path = files.write('wrong.csv', encodeText(`No,Name,Kind\n${rows.join('')}`, encoding));
    const error = await refusalOf(() => readAll(path, { format: 'csv', encoding: wrong, delimiter: ',' }));
    expect(error).toMatchObject({ code: 'FILE_ENCODING_WRONG', details: { encoding: wrong } });
  });
});

describe('the encoding of a file', () => {
  it('is decided by one pound sign in the middle of a large file', async () => {
    const filler = 'order,plain text\n'.repeat(60_000);
    const path = files.write('pound.csv', Buffer.from(`${filler}7,\xa35 voucher\n${filler}`, 'latin1'));
    expect(await sniffFile(path)).toMatchObject({ encoding: 'windows-1252' });
  });

  it('is no Chinese one where accented letters stand alone before letters', async () => {
    const path = files.write('alone.csv', Buffer.from('Nr,Ware\n1,Äpfel\n2,Kühlt bis 4°C\n3,Übung\n', 'latin1'));
    expect(await sniffFile(path)).toMatchObject({ encoding: 'windows-1252' });
  });

  it('stays UTF-8 when a long Chinese text has a scratch, which is read as a question mark', async () => {
    const good = Buffer.from('1,订单已完成\n'.repeat(100));
    const path = files.write('scratch.csv', Buffer.concat([good, Buffer.from([0x32, 0x2c, 0xe8, 0xae, 0x0a]), good]));
    expect(await sniffFile(path)).toMatchObject({ encoding: 'utf-8' });
    const records = await readAll(path, { format: 'csv', encoding: 'utf-8', delimiter: ',' });
    expect(records).toHaveLength(201);
    expect(records[100]).toEqual(['2', '??']);
  });
});

describe('the delimiter of a file', () => {
  it.each([
    ['; although decimals have commas', 'a;b;c\n1,5;2,5;3,5\n4,5;5,5;6,5\n', ';'],
    ['what a sep line says', 'sep=;\na;b,c\n1;2,3\n', ';'],
    ['a comma when there is one column', 'name\nx\ny\n', ','],
    [', although a quoted text has semicolons', 'a,b\n"x;y;z",1\n"p;q;r",2\n', ','],
    ['a tab under a title line', 'Sales, all stores\n\na\tb\tc\n1\t2\t3\n4\t5\t6\n', '\t'],
  ])('is %s', async (_, text, delimiter) => {
    expect(await sniffFile(files.write('delimiter.csv', text))).toMatchObject({ delimiter });
  });
});
