/** Workbooks whose every byte a test decides. */
import { makeZip, type PackedContent } from './make-zip.ts';

export interface XlsxParts {
  /** Rows inside `<sheetData>`. */
  readonly sheet?: string;
  /** The whole sheet part instead. */
  readonly worksheet?: string;
  /** The sheet part as deflated bytes. */
  readonly packed?: PackedContent;
  /** `<si>` items. */
  readonly strings?: string;
  /** Number format codes by style, style 0 being General. */
  readonly formats?: readonly string[];
  readonly date1904?: boolean;
  readonly zip64?: boolean;
}

const RELATION = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

export function makeXlsx(parts: XlsxParts): Buffer {
  const { sheet = '', strings, formats = [], date1904 = false, zip64 = false } = parts;
  const worksheet = parts.worksheet ?? `<worksheet xmlns="${MAIN}"><sheetData>${sheet}</sheetData></worksheet>`;
  const relation = (id: string, type: string, target: string): string =>
    `<Relationship Id="${id}" Type="${RELATION}/${type}" Target="${target}"/>`;
  const numFmts = formats.map((code, i) => `<numFmt numFmtId="${200 + i}" formatCode="${code}"/>`).join('');
  const xfs = formats.map((_, i) => `<xf numFmtId="${200 + i}"/>`).join('');
  return makeZip(
    {
      '[Content_Types].xml': '<Types/>',
      '_rels/.rels': `<Relationships xmlns="${PACKAGE}">${relation('r', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
      'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${RELATION}"><workbookPr date1904="${date1904 ? 1 : 0}"/><sheets><sheet name="A &amp; B" sheetId="1" r:id="s"/></sheets></workbook>`,
      'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${PACKAGE}">${relation('s', 'worksheet', '/xl/worksheets/sheet1.xml')}${relation('t', 'styles', 'styles.xml')}${strings === undefined ? '' : relation('u', 'sharedStrings', 'sharedStrings.xml')}</Relationships>`,
      'xl/styles.xml': `<styleSheet xmlns="${MAIN}"><numFmts>${numFmts}</numFmts><cellXfs><xf numFmtId="0"/>${xfs}</cellXfs></styleSheet>`,
      ...(strings === undefined ? {} : { 'xl/sharedStrings.xml': `<sst xmlns="${MAIN}">${strings}</sst>` }),
      'xl/worksheets/sheet1.xml': parts.packed ?? worksheet,
    },
    { zip64 },
  );
}
