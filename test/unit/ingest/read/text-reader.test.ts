import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTempFiles, readAll, refusalOf, type TempFiles } from './reading.ts';

let files: TempFiles;
beforeAll(() => {
  files = createTempFiles();
});
afterAll(() => files.remove());

const csv = { format: 'csv', encoding: 'utf-8', delimiter: ',' } as const;

async function read(text: string | Uint8Array, options: Partial<Parameters<typeof readAll>[1]> = {}) {
  return readAll(files.write('in.csv', text), { ...csv, ...options });
}

describe('a text file', () => {
  it.each([
    [
      'fields and records',
      'a,b\nc,d\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'a last record without a newline',
      'a,b\nc,d',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['\\r\\n and \\r', 'a\r\nb\rc', [['a'], ['b'], ['c']]],
    ['no record in blank lines', '\n\r\n\na,b\n\n\nc\n\n', [['a', 'b'], ['c']]],
    [
      'empty fields',
      ',\n,,\na,',
      [
        ['', ''],
        ['', '', ''],
        ['a', ''],
      ],
    ],
    ['a quoted empty field alone as a record', '""\na', [[''], ['a']]],
    ['delimiters and newlines in quotes', '"a,b","c\r\nd"\n', [['a,b', 'c\r\nd']]],
    ['doubled quotes', '"a ""b"" c","""",""\n', [['a "b" c', '"', '']]],
    ['text behind a closing quote', '"a"b,"12"" "x" y\n', [['ab', '12" x" y']]],
    ['a quote inside an unquoted field', '5" pipe,a"b"c\n', [['5" pipe', 'a"b"c']]],
    ['a quoted field that ends the file', 'a,"b"', [['a', 'b']]],
    ['no byte order mark', '\ufeffa,b\n', [['a', 'b']]],
    ['no quotes behind a byte order mark', '\ufeff"a",b\n', [['a', 'b']]],
    ['no sep line', 'sep=,\r\na,b\n', [['a', 'b']]],
    ['NUL bytes as they are', 'a\0b,c\n', [['a\0b', 'c']]],
  ])('gives %s', async (_, text, records) => {
    expect(await read(text)).toEqual(records);
    expect(await read(text, { chunkBytes: 1 })).toEqual(records);
    expect(await read(gzipSync(text))).toEqual(records);
  });

  it('refuses a quote that is still open at the end of the file, and says in which record', async () => {
    const error = await refusalOf(() => read('a,b\nc,d\ne,"f\ng,h\n'));
    expect(error).toMatchObject({ code: 'FILE_DAMAGED', details: { record: 3 } });
  });

  it('refuses a field above a mebibyte, and says in which record', async () => {
    const quoted = await refusalOf(() => read(`a\nb\n"${'x,y\n'.repeat(400_000)}`));
    expect(quoted).toMatchObject({ code: 'FILE_FIELD_TOO_LONG', details: { record: 3 } });
    const bare = await refusalOf(() => read(`a\n${'x'.repeat(1_100_000)}\nb\n`));
    expect(bare).toMatchObject({ code: 'FILE_FIELD_TOO_LONG', details: { record: 2 } });
  });

  it('refuses more than 16,384 columns', async () => {
    expect(await read(`${','.repeat(16_383)}\n`)).toHaveLength(1);
    expect((await refusalOf(() => read(','.repeat(16_384)))).code).toBe('FILE_TOO_MANY_COLUMNS');
    expect((await refusalOf(() => read(','.repeat(10_000_000)))).code).toBe('FILE_TOO_MANY_COLUMNS');
  });

  it('is read in the same way whatever it holds and wherever its chunks end', async () => {
    const field = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.string({ unit: fc.constantFrom('"', ',', '\n', '\r', 'a', '订', '😀', ' '), maxLength: 12 }),
    );
    const records = fc.array(fc.array(field, { minLength: 1, maxLength: 6 }), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(
        records,
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.integer({ min: 1, max: 40 }),
        async (rows, newline, chunkBytes) => {
          // A lone field must be quoted, or it may be a blank line; the mark of a UTF-8 file is taken off its first field.
          const text = rows
            .map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',') + newline)
            .join('');
          const expected = rows.map((row) => row.map((cell) => Buffer.from(cell, 'utf8').toString('utf8')));
          expect(await read(text, { chunkBytes })).toEqual(expected);
        },
      ),
      { numRuns: 150 },
    );
  });
});
