import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { neutralText } from '#shared/domain/formula-text.ts';
import type { Column, TableData } from '../../../src-renderer/components/columns.ts';
import { tableToCsv } from '../../../src-renderer/components/export/csv.ts';
import { excelCell, tableToXlsx } from '../../../src-renderer/components/export/xlsx.ts';

interface Row {
  readonly name: string;
  readonly sales: string | null;
}

const columns: readonly Column<Row>[] = [
  { key: 'name', title: 'Name', kind: 'text', text: ({ name }) => name, cell: ({ name }) => name },
  {
    key: 'sales',
    title: 'Sales',
    exportTitle: 'Sales (GBP)',
    kind: 'figure',
    text: ({ sales }) => sales ?? '–',
    cell: ({ sales }) => (sales === null ? null : { decimal: sales }),
  },
];
const table = (...rows: Row[]): TableData<Row> => ({ name: 'test', columns, rows, rowKey: ({ name }) => name });

describe('text in an exported cell', () => {
  it.each(['=1+1', '+49 170', '-2', '@SUM(A1)', '\t=1', '\r=1', '\n=1', ' =1', '＝1', '－1'])(
    'is made plain when it begins like a formula: %j',
    (text) => {
      expect(neutralText(text)).toBe(`'${text}`);
    },
  );

  it('never begins like a formula, whatever was given', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(neutralText(text)).not.toMatch(/^\s*[=+\-@\t\r]/);
      }),
    );
  });

  it('stays as it is otherwise', () => {
    expect(neutralText('拿铁 a=b')).toBe('拿铁 a=b');
  });
});

describe('CSV', () => {
  it('begins with a byte order mark, ends its lines with CRLF and quotes what must be', () => {
    expect(tableToCsv(table({ name: 'a "b", c\nd', sales: '12.5000' }))).toBe(
      '\uFEFFName,Sales (GBP)\r\n"a ""b"", c\nd",12.5000\r\n',
    );
  });

  it('keeps a negative figure a figure and an unknown one empty', () => {
    expect(tableToCsv(table({ name: '-x', sales: '-3.0000' }, { name: 'y', sales: null }))).toContain(
      "'-x,-3.0000\r\ny,\r\n",
    );
  });
});

describe('XLSX', () => {
  it('holds figures as numbers and names as text', () => {
    expect(excelCell({ decimal: '-896812.4900' })).toEqual({ value: -896812.49, type: Number });
    expect(excelCell('=cmd')).toEqual({ value: "'=cmd", type: String });
    expect(excelCell(null)).toBeNull();
  });

  it('writes a figure as text when Excel would drop digits of it', () => {
    expect(excelCell({ decimal: '900719925474.0991' })).toEqual({ value: '900719925474.0991', type: String });
    expect(excelCell({ decimal: '0.00012345' })).toEqual({ value: 0.00012345, type: Number });
  });

  it('is a workbook', async () => {
    const blob = await tableToXlsx(table({ name: '=1', sales: '1.0000' }));
    const bytes = new Uint8Array(await blob.arrayBuffer());
    expect(String.fromCharCode(...bytes.subarray(0, 2))).toBe('PK');
  });
});
