import { appendFileSync, chmodSync, mkdirSync, renameSync, rmSync, truncateSync } from 'node:fs';
import { constants, deflateRawSync, gzipSync } from 'node:zlib';
import * as sheetJs from '@e965/xlsx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRecords, sniffFile } from '../../../../src-main/ingest/read/index.ts';
import { makeXlsx } from './make-xlsx.ts';
import { makeZip } from './make-zip.ts';
import { countRecords, createTempFiles, readAll, refusalOf, type TempFiles } from './reading.ts';

let files: TempFiles;
beforeAll(() => {
  files = createTempFiles();
});
afterAll(() => files.remove());

const csv = { format: 'csv', encoding: 'utf-8', delimiter: ',' } as const;

async function sniffed(name: string, content: string | Uint8Array): Promise<string> {
  return (await refusalOf(() => sniffFile(files.write(name, content)))).code;
}

function oleWith(stream: string): Buffer {
  const container = sheetJs.CFB.utils.cfb_new();
  sheetJs.CFB.utils.cfb_add(container, stream, Buffer.alloc(5000, 7));
  return sheetJs.CFB.write(container, { type: 'buffer' }) as Buffer;
}

/** A BIFF8 workbook whose second record is FILEPASS ([MS-XLS] 2.4.117), here with the old XOR method. */
function lockedBiff(): Buffer {
  const book = sheetJs.utils.book_new();
  sheetJs.utils.book_append_sheet(book, sheetJs.utils.aoa_to_sheet([['a']]), 'S');
  const bytes = Buffer.from(sheetJs.write(book, { bookType: 'biff8', type: 'buffer' }) as Uint8Array);
  const second = bytes.indexOf(Buffer.from([0x09, 0x08, 0x10, 0x00])) + 20;
  bytes.writeUInt16LE(0x002f, second);
  return bytes;
}

const NOBODY = 65_534;

describe('a file that is no table', () => {
  it('is refused when empty, also by blanks, by a mark alone, or inside a gzip', async () => {
    expect(await sniffed('a.csv', '')).toBe('FILE_EMPTY');
    expect(await sniffed('b.csv', '\ufeff')).toBe('FILE_EMPTY');
    expect(await sniffed('c.csv', ' \r\n\r\n')).toBe('FILE_EMPTY');
    expect(await sniffed('d.csv.gz', gzipSync(''))).toBe('FILE_EMPTY');
  });

  it('is refused as binary: a program, a picture', async () => {
    expect((await refusalOf(() => sniffFile(process.execPath))).code).toBe('FILE_BINARY');
    const png = [
      0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 1, 0, 0, 0, 1, 0, 8, 6,
      0, 0, 0,
    ];
    expect(await sniffed('picture.csv', Uint8Array.from(png))).toBe('FILE_BINARY');
  });

  it('is refused as encrypted when it is a workbook with a password', async () => {
    expect(await sniffed('locked.xlsx', oleWith('/EncryptedPackage'))).toBe('FILE_ENCRYPTED');
    expect(await sniffed('locked.xls', lockedBiff())).toBe('FILE_ENCRYPTED');
  });

  it('is refused as unknown when it is another document or an archive of something else', async () => {
    expect(await sniffed('letter.xls', oleWith('/WordDocument'))).toBe('FILE_FORMAT_UNKNOWN');
    expect(await sniffed('photos.xlsx', makeZip({ 'photo.txt': 'x' }))).toBe('FILE_FORMAT_UNKNOWN');
  });
});

describe('a file that cannot be had', () => {
  it('is refused when it is not there, or a directory', async () => {
    expect((await refusalOf(() => sniffFile(files.path('nowhere.csv')))).code).toBe('FILE_NOT_FOUND');
    expect(() => openRecords(files.path('nowhere.csv'), csv)).toThrow(
      expect.objectContaining({ code: 'FILE_NOT_FOUND' }),
    );
    mkdirSync(files.path('folder.csv'));
    expect((await refusalOf(() => sniffFile(files.path('folder.csv')))).code).toBe('FILE_UNREADABLE');
  });

  it('is refused without the right to read it', async () => {
    const path = files.write('secret.csv', 'a,b\n');
    chmodSync(path, 0o000);
    // Root may read everything, so it takes the rights of nobody for a moment.
    const isRoot = process.geteuid?.() === 0;
    if (isRoot) process.seteuid?.(NOBODY);
    try {
      expect((await refusalOf(() => sniffFile(path))).code).toBe('FILE_UNREADABLE');
    } finally {
      if (isRoot) process.seteuid?.(0);
    }
  });

  it.each([
    ['grows', (path: string) => appendFileSync(path, '1,2\n')],
    ['shrinks', (path: string) => truncateSync(path, 20)],
    ['vanishes', (path: string) => rmSync(path)],
    ['is replaced', (path: string) => renameSync(files.write('other.csv', 'a,b\n'.repeat(1000)), path)],
  ])('is refused when it %s while it is read', async (_, change) => {
    const path = files.write('moving.csv', 'a,b\n'.repeat(1000));
    const blocks = openRecords(path, { ...csv, chunkBytes: 64 })[Symbol.asyncIterator]();
    expect((await blocks.next()).done).toBe(false);
    change(path);
    const error = await refusalOf(async () => {
      while (!(await blocks.next()).done);
    });
    expect(error.code).toBe('FILE_CHANGED');
  });

  it('is refused when it changed between the look and the reading', async () => {
    const path = files.write('late.csv', 'a,b\n');
    const reader = openRecords(path, csv);
    appendFileSync(path, 'c,d\n');
    expect((await refusalOf(async () => reader[Symbol.asyncIterator]().next())).code).toBe('FILE_CHANGED');
  });

  it('is let go of between blocks when the reading is cancelled', async () => {
    const path = files.write('long.csv', 'a,b\n'.repeat(10_000));
    const stop = new AbortController();
    const blocks = openRecords(path, { ...csv, chunkBytes: 64, signal: stop.signal })[Symbol.asyncIterator]();
    await blocks.next();
    stop.abort();
    expect((await refusalOf(async () => blocks.next())).code).toBe('CANCELLED');
  });
});

describe('a file that was cut or blown up', () => {
  it('is refused as damaged when a gzip or a workbook ends too early', async () => {
    const gz = gzipSync(Array.from({ length: 50_000 }, (_, i) => `${i},${Math.sqrt(i)}\n`).join(''));
    const cut = files.write('cut.csv.gz', gz.subarray(0, gz.length - 1000));
    expect((await refusalOf(() => countRecords(cut, csv))).code).toBe('FILE_DAMAGED');
    const xlsx = makeXlsx({ sheet: '<row r="1"><c r="A1"><v>1</v></c></row>' });
    expect(await sniffed('cut.xlsx', xlsx.subarray(0, xlsx.length - 40))).toBe('FILE_DAMAGED');
  });

  it('is refused as damaged when the sheet itself ends before its data does', async () => {
    const xml = '<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2">';
    const path = files.write('cut-sheet.xlsx', makeXlsx({ worksheet: xml }));
    expect((await refusalOf(() => readAll(path, { format: 'xlsx' }))).code).toBe('FILE_DAMAGED');
  });

  it('is refused when a sheet of half a gigabyte is packed into half a megabyte, even if it lies about its size', async () => {
    const { deflated, inflatedBytes } = rowsBomb(512);
    const honest = files.write('bomb.xlsx', makeXlsx({ packed: { deflated, inflatedBytes } }));
    expect((await refusalOf(() => sniffFile(honest))).code).toBe('FILE_TOO_COMPRESSED');
    const liar = files.write('liar.xlsx', makeXlsx({ packed: { deflated, inflatedBytes: 1000 } }));
    expect((await refusalOf(() => readAll(liar, { format: 'xlsx' }))).code).toBe('FILE_TOO_COMPRESSED');
    const gz = files.write('bomb.csv.gz', gzipSync(Buffer.alloc(2 ** 27, 'a,b\n')));
    expect((await refusalOf(() => countRecords(gz, csv))).code).toBe('FILE_TOO_COMPRESSED');
    const zeros = deflateRawSync(Buffer.alloc(2 ** 20));
    const blank = files.write('zeros.xlsx', makeXlsx({ packed: { deflated: zeros, inflatedBytes: 2 ** 20 } }));
    expect((await refusalOf(() => readAll(blank, { format: 'xlsx' }))).code).toBe('FILE_DAMAGED');
  });

  it('is refused when it defines entities', async () => {
    const xml = '<!DOCTYPE worksheet [<!ENTITY a "aaaa">]><worksheet><sheetData/></worksheet>';
    expect(await sniffed('entities.xlsx', makeXlsx({ worksheet: xml }))).toBe('FILE_DAMAGED');
  });

  it('is refused when an old workbook is too large to be read whole', async () => {
    const path = files.write('large.xls', oleWith('/Workbook'));
    truncateSync(path, 101 * 2 ** 20);
    expect(await refusalOf(() => sniffFile(path))).toMatchObject({ code: 'FILE_TOO_LARGE', details: { limit: 100 } });
  });

  it('is refused when a zip has more than 10,000 entries', async () => {
    const entries = Object.fromEntries(Array.from({ length: 10_001 }, (_, i) => [`f${i}`, '']));
    expect(await sniffed('many.xlsx', makeZip(entries))).toBe('FILE_FORMAT_UNKNOWN');
  });
});

/** A well-formed sheet of empty rows, `megabytes` long, repeated from the deflated blocks of one megabyte. */
function rowsBomb(megabytes: number): { deflated: Buffer; inflatedBytes: number } {
  const head = Buffer.from('<worksheet><sheetData>');
  const rows = Buffer.from('<row></row>'.repeat(95_325));
  const block = deflateRawSync(rows, { level: 9, finishFlush: constants.Z_FULL_FLUSH });
  const start = deflateRawSync(head, { finishFlush: constants.Z_FULL_FLUSH });
  const end = deflateRawSync('</sheetData></worksheet>');
  const blocks = Array.from({ length: megabytes }, () => block);
  return { deflated: Buffer.concat([start, ...blocks, end]), inflatedBytes: head.length + rows.length * megabytes };
}
