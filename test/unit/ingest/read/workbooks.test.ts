import * as sheetJs from '@e965/xlsx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sniffFile } from '../../../../src-main/ingest/read/index.ts';
import { encodeText } from './encode-text.ts';
import { makeXlsx, type XlsxParts } from './make-xlsx.ts';
import { createTempFiles, readAll, refusalOf, type TempFiles } from './reading.ts';

let files: TempFiles;
beforeAll(() => {
  files = createTempFiles();
});
afterAll(() => files.remove());

async function rowsOf(parts: XlsxParts): Promise<string[][]> {
  return readAll(files.write('made.xlsx', makeXlsx(parts)), { format: 'xlsx' });
}

/** The text of cell A1 with the given attributes and content. */
async function cell(attributes: string, content: string, parts: XlsxParts = {}): Promise<string | undefined> {
  const rows = await rowsOf({
    ...parts,
    sheet: `<row r="1"><c r="A1" ${attributes}>${content}</c><c r="B1"><v>0</v></c></row>`,
  });
  return rows[0]?.[0];
}

describe('a cell of an XLSX', () => {
  it.each([
    ['a number as it is written', '', '<v>12.50</v>', '12.50'],
    ['an order number of 19 digits whole', '', '<v>2024123456789012345</v>', '2024123456789012345'],
    ['a number without the artefacts of binary fractions', '', '<v>0.30000000000000004</v>', '0.3'],
    ['a number without an exponent', '', '<v>1.5E-5</v>', '0.000015'],
    ['a large number without an exponent', '', '<v>1.23456789012346E+18</v>', '1234567890123460000'],
    ['a formula by its last result', '', '<f>SUM(B1:B2)</f><v>7</v>', '7'],
    ['a formula that gave text', 't="str"', '<f>A2&amp;"x"</f><v>a &lt; b</v>', 'a < b'],
    ['nothing of a formula without a result', '', '<f>SUM(B1:B2)</f>', ''],
    ['nothing of an error', 't="e"', '<v>#DIV/0!</v>', ''],
    ['TRUE', 't="b"', '<v>1</v>', 'TRUE'],
    ['a text in the cell itself', 't="inlineStr"', '<is><t>订单 &#x41;&#66;</t></is>', '订单 AB'],
    ['an ISO date', 't="d"', '<v>2026-03-01T10:00:00Z</v>', '2026-03-01 10:00:00'],
  ])('gives %s', async (_, attributes, content, text) => {
    expect(await cell(attributes, content)).toBe(text);
  });

  it.each([
    ['yyyy-mm-dd hh:mm:ss', '40513.3513888889', false, '2010-12-01 08:26:00'],
    ['yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;', '45658', false, '2025-01-01'],
    ['yyyy-mm-dd', '45658.5', false, '2025-01-01 12:00:00'],
    ['[$-804]m/d/yy h:mm AM/PM', '45658', false, '2025-01-01 00:00:00'],
    ['h:mm', '0.75', false, '18:00:00'],
    ['yyyy-mm-dd', '44196', true, '2025-01-01'],
    ['yyyy-mm-dd', '1', false, '1900-01-01'],
    ['yyyy-mm-dd', '61', false, '1900-03-01'],
    ['yyyy-mm-dd', '99999999', false, '99999999'],
    ['#,##0.00&quot; days&quot;', '45658', false, '45658'],
    ['[Red]0.00E+00', '45658', false, '45658'],
  ])('in the format %s makes %s (1904: %s) %s', async (format, written, date1904, text) => {
    expect(await cell('s="1"', `<v>${written}</v>`, { formats: [format], date1904 })).toBe(text);
  });

  it("takes a shared text without its phonetic hints, its runs joined, Excel's escapes undone", async () => {
    const strings = [
      '<si><t xml:space="preserve"> a </t></si>',
      '<si/>',
      '<si><r><rPr><b/></rPr><t>ru</t></r><r><t>ns</t></r><rPh sb="0" eb="1"><t>hint</t></rPh></si>',
      '<si><t>x_x000D_y &amp; z<![CDATA[<&>]]></t></si>',
    ].join('');
    const sheet = `<row>${[0, 1, 2, 3].map((i) => `<c t="s"><v>${i}</v></c>`).join('')}</row>`;
    expect(await rowsOf({ strings, sheet })).toEqual([[' a ', '', 'runs', 'x\ry & z<&>']]);
  });
});

describe('a sheet of an XLSX', () => {
  it('puts cells where their reference says, and rows of nothing are no records', async () => {
    const sheet =
      '<row r="1"><c r="A1"><v>1</v></c><c r="D1"><v>4</v></c><c r="F1" s="1"/></row><row r="2"/><row r="3"><c r="A3" s="1"/></row>' +
      '<!-- a > b --><row r="9"><c r="B9"><v>2</v></c><c><v>3</v></c></row>';
    expect(await rowsOf({ sheet })).toEqual([
      ['1', '', '', '4'],
      ['', '2', '3'],
    ]);
  });

  it('may carry a namespace prefix, and lie in a zip64', async () => {
    const worksheet =
      '<x:worksheet xmlns:x="m"><x:sheetData><x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>p</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>';
    expect(await rowsOf({ worksheet, zip64: true })).toEqual([['p']]);
  });

  it('is refused with a column behind XFD, or a text that is not in the list', async () => {
    const wide = await refusalOf(() => rowsOf({ sheet: '<row><c r="XFE1"><v>1</v></c></row>' }));
    expect(wide.code).toBe('FILE_TOO_MANY_COLUMNS');
    const lost = await refusalOf(() => rowsOf({ sheet: '<row><c r="A1" t="s"><v>5</v></c></row>' }));
    expect(lost.code).toBe('FILE_DAMAGED');
  });
});

describe('a workbook by another hand', () => {
  const rows = [
    ['订单号', 'Amount', 'When'],
    ['A-1', 12.5, new Date(Date.UTC(2026, 1, 3, 4, 5, 6))],
    ['A-2', -3, new Date(Date.UTC(2026, 1, 4))],
  ];
  const expected = [
    ['订单号', 'Amount', 'When'],
    ['A-1', '12.5', '2026-02-03 04:05:06'],
    ['A-2', '-3', '2026-02-04 00:00:00'],
  ];

  function written(bookType: 'xlsx' | 'biff8' | 'xlml'): Buffer {
    const book = sheetJs.utils.book_new();
    sheetJs.utils.book_append_sheet(book, sheetJs.utils.aoa_to_sheet([]), '空');
    const sheet = sheetJs.utils.aoa_to_sheet(rows, { UTC: true, dateNF: 'yyyy-mm-dd hh:mm:ss' });
    sheetJs.utils.book_append_sheet(book, sheet, '订单');
    return Buffer.from(sheetJs.write(book, { bookType, type: 'buffer' }) as Uint8Array);
  }

  it.each([
    ['xlsx', 'xlsx'],
    ['biff8', 'xls'],
    ['xlml', 'xls'],
  ] as const)('is read from its first sheet with data (%s)', async (bookType, format) => {
    const path = files.write('book.csv', written(bookType));
    const sniffed = await sniffFile(path);
    expect(sniffed).toMatchObject({
      format,
      sheets: [
        { name: '空', hasData: false },
        { name: '订单', hasData: true },
      ],
    });
    expect(await readAll(path, { format })).toEqual(expected);
    expect(await readAll(path, { format, sheet: '订单' })).toEqual(expected);
    expect((await refusalOf(() => readAll(path, { format, sheet: '别的' }))).code).toBe('NOT_FOUND');
  });

  it('may be from before Excel 97, its text in the code page that it names', async () => {
    const book = sheetJs.utils.book_new();
    sheetJs.utils.book_append_sheet(book, sheetJs.utils.aoa_to_sheet([['ABCDEFGH']]), 'S');
    const bytes = Buffer.from(sheetJs.write(book, { bookType: 'biff5', type: 'buffer' }) as Uint8Array);
    encodeText('订单编号', 'gb18030').copy(bytes, bytes.indexOf('ABCDEFGH'));
    // The CODEPAGE record ([MS-XLS] 2.4.52).
    bytes.writeUInt16LE(936, bytes.indexOf(Buffer.from([0x42, 0x00, 0x02, 0x00])) + 4);
    expect(await readAll(files.write('old.xls', bytes), { format: 'xls' })).toEqual([['订单编号']]);
  });

  it('may be an HTML table in GBK that is called .xls: its cells are the text that they are', async () => {
    const html =
      '<html><body><table><tr><td>订单编号</td><td>金额</td></tr><tr><td>001234567890123456789</td><td>1.50</td></tr></table></body></html>';
    const path = files.write('export.xls', encodeText(html, 'gb18030'));
    expect(await sniffFile(path)).toMatchObject({ format: 'xls' });
    expect(await readAll(path, { format: 'xls' })).toEqual([
      ['订单编号', '金额'],
      ['001234567890123456789', '1.50'],
    ]);
  });

  it('may be tab separated text that is called .xls', async () => {
    const path = files.write('text.xls', 'a\tb\n1\t2\n');
    expect(await sniffFile(path)).toMatchObject({ format: 'csv', delimiter: '\t' });
  });
});
