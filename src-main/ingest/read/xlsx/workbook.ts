/** What a workbook says about its sheets: names, order, visibility, where each lies in the zip, and how days are counted. */
import { AppError } from '#shared/domain/app-error.ts';
import type { SourceFile } from '../source-file.ts';
import { readEntryText, readZipDirectory, type ZipDirectory, type ZipEntry } from './zip.ts';

export interface WorkbookSheet {
  readonly name: string;
  readonly hidden: boolean;
  readonly entry: ZipEntry;
}

export interface Workbook {
  readonly sheets: readonly WorkbookSheet[];
  /** Days are counted from 1904 (old Macs) instead of 1900. */
  readonly date1904: boolean;
  readonly sharedStrings: ZipEntry | null;
  readonly styles: ZipEntry | null;
}

/** Throws FILE_DAMAGED, FILE_FORMAT_UNKNOWN for a zip that is no XLSX (binary workbooks and OpenDocument too). */
export async function readWorkbook(source: SourceFile): Promise<Workbook> {
  const directory = await readZipDirectory(source);
  const path = await workbookPath(source, directory);
  const xml = await partText(source, directory, path);
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const targets = relations(await optionalText(source, directory, relationsPath(path)), folder);
  const sheets: WorkbookSheet[] = [];
  for (const tag of tags(xml, 'sheet')) {
    const target = targets.get(attribute(tag, 'id') ?? '');
    const entry = target === undefined ? undefined : directory.get(target.path);
    // Chart and macro sheets have no rows.
    if (entry === undefined || !target?.type.endsWith('/worksheet')) continue;
    const hidden = /^(veryH|h)idden$/.test(attribute(tag, 'state') ?? '');
    sheets.push({ name: attribute(tag, 'name') ?? '', hidden, entry });
  }
  if (sheets.length === 0) throw new AppError('FILE_DAMAGED');
  const part = (type: string): ZipEntry | null => {
    const target = [...targets.values()].find((candidate) => candidate.type.endsWith(type));
    return (target && directory.get(target.path)) ?? null;
  };
  const [properties] = tags(xml, 'workbookPr');
  return {
    sheets,
    date1904: /^(1|true)$/.test(attribute(properties ?? '', 'date1904') ?? ''),
    sharedStrings: part('/sharedStrings'),
    styles: part('/styles'),
  };
}

async function workbookPath(source: SourceFile, directory: ZipDirectory): Promise<string> {
  const roots = relations(await optionalText(source, directory, '_rels/.rels'), '');
  const main = [...roots.values()].find((target) => target.type.endsWith('/officeDocument'))?.path ?? 'xl/workbook.xml';
  if (!directory.has(main))
    throw new AppError(directory.has('[content_types].xml') ? 'FILE_DAMAGED' : 'FILE_FORMAT_UNKNOWN');
  if (!main.endsWith('.xml') || !main.includes('workbook')) throw new AppError('FILE_FORMAT_UNKNOWN');
  return main;
}

/** Text of an XML part. A document type is refused: entities are never defined by a file. */
async function partText(source: SourceFile, directory: ZipDirectory, path: string): Promise<string> {
  const entry = directory.get(path);
  if (entry === undefined) throw new AppError('FILE_DAMAGED');
  return xmlText(source, entry);
}

export async function xmlText(source: SourceFile, entry: ZipEntry): Promise<string> {
  const text = await readEntryText(source, entry);
  if (text.includes('<!DOCTYPE')) throw new AppError('FILE_DAMAGED');
  return text;
}

async function optionalText(source: SourceFile, directory: ZipDirectory, path: string): Promise<string> {
  return directory.has(path) ? partText(source, directory, path) : '';
}

function relationsPath(path: string): string {
  const slash = path.lastIndexOf('/') + 1;
  return `${path.slice(0, slash)}_rels/${path.slice(slash)}.rels`;
}

function relations(xml: string, folder: string): Map<string, { type: string; path: string }> {
  const found = new Map<string, { type: string; path: string }>();
  for (const tag of tags(xml, 'Relationship')) {
    const [id, type, target] = ['Id', 'Type', 'Target'].map((name) => attribute(tag, name));
    if (id === undefined || type === undefined || target === undefined) continue;
    // Relative to the part's folder unless it begins with a slash; `new URL` takes `..` away.
    const path = decodeURIComponent(new URL(target, `zip://z/${folder}`).pathname)
      .slice(1)
      .toLowerCase();
    found.set(id, { type, path });
  }
  return found;
}

/** The attributes' text of every `<name …>`, whatever its namespace prefix. */
export function tags(xml: string, name: string): string[] {
  return [...xml.matchAll(new RegExp(`<(?:[\\w.-]+:)?${name}(\\s[^>]*?)?/?>`, 'g'))].map((match) => match[1] ?? '');
}

export function attribute(tag: string, name: string): string | undefined {
  const match = new RegExp(`[\\s:]${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(tag);
  const value = match?.[1] ?? match?.[2];
  return value?.replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (whole, decimal, hex, named) => {
    if (named !== undefined) return NAMED[named as keyof typeof NAMED] ?? whole;
    return String.fromCodePoint(decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal));
  });
}

const NAMED = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" } as const;
