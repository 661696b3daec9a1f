/** Of all that a workbook says about looks, only one thing matters here: which cell styles make a number a date. */
import type { SourceFile } from '../source-file.ts';
import { builtInKind, formatKind, type NumberKind } from './number-format.ts';
import { attribute, tags, xmlText } from './workbook.ts';
import type { ZipEntry } from './zip.ts';

/** The kind of number by style index, as a cell's `s` attribute names it. */
export async function readStyles(source: SourceFile, entry: ZipEntry | null): Promise<readonly NumberKind[]> {
  if (entry === null) return [];
  const xml = await xmlText(source, entry);
  const custom = new Map<number, NumberKind>();
  for (const tag of tags(xml, 'numFmt')) {
    custom.set(Number(attribute(tag, 'numFmtId')), formatKind(attribute(tag, 'formatCode') ?? ''));
  }
  const cellFormats = /<(?:[\w.-]+:)?cellXfs[\s>].*?<\/(?:[\w.-]+:)?cellXfs>/s.exec(xml)?.[0] ?? '';
  return tags(cellFormats, 'xf').map((tag) => {
    const id = Number(attribute(tag, 'numFmtId') ?? 0);
    return custom.get(id) ?? builtInKind(id);
  });
}
