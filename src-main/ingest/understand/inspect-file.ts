/** Looks at a file and says what it is, what its columns mean and what must be asked. Nothing is written, nothing kept. */
import type { FileSettings, InspectedFile } from '#shared/contract/index.ts';
import { AppError } from '#shared/domain/app-error.ts';
import { openRecords, sniffFile } from '../read/index.ts';
import type { RecordReader } from '../record-block.ts';
import { scanDateOrder } from './date-order.ts';
import { type FileFindings, type InspectOverrides, inspectRows } from './inspect-rows.ts';
import type { SavedTemplate } from './match-template.ts';
import { takeSample } from './sample.ts';

/** What is known of a file without its grant: the caller adds `fileId` and `name`. */
export type FileInspection = Omit<InspectedFile, 'fileId' | 'name'>;

export interface InspectOptions {
  /** What staff have already decided: it replaces what would be detected. */
  readonly overrides?: InspectOverrides | undefined;
  readonly saved?: readonly SavedTemplate[];
  readonly signal?: AbortSignal | undefined;
}

/** Records that headings, columns and amounts are judged by. */
const SAMPLED = 3_000;
const PREVIEWED = 50;
/** A cell of the preview is cut off here. */
const LONGEST_PREVIEW = 200;

/** Inspects a file. A file that cannot be read is answered with a `refusal`; throws only CANCELLED and what is no fault of the file. */
export async function inspectFile(path: string, options: InspectOptions = {}): Promise<FileInspection> {
  try {
    return await inspectReadable(path, options);
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'CANCELLED' || error.code === 'INTERNAL') throw error;
    return { ...NOTHING, refusal: { code: error.code, details: { ...error.details } } };
  }
}

const NOTHING: FileInspection = {
  bytes: 0,
  format: 'unknown',
  settings: null,
  sheets: [],
  headings: [],
  preview: [],
  questions: [],
  missing: [],
  refusal: null,
};

async function inspectReadable(
  path: string,
  { overrides = {}, saved = [], signal }: InspectOptions,
): Promise<FileInspection> {
  const sniffed = await sniffFile(path);
  const { format } = sniffed;
  const written =
    sniffed.format === 'csv'
      ? {
          encoding: overrides.encoding ?? sniffed.encoding,
          delimiter: overrides.delimiter ?? sniffed.delimiter,
        }
      : {};
  const open = (sheet: string | undefined): RecordReader => openRecords(path, { format, ...written, sheet, signal });
  const sheets = sniffed.sheets.map(({ name }) => name);
  const visible = sniffed.sheets.filter(({ hidden, hasData }) => !hidden && hasData).map(({ name }) => name);
  const { sheet, rows, findings, bytes } = await chooseSheet(open, overrides.sheet, visible, (sample) =>
    inspectRows(sample, overrides, saved),
  );
  return {
    bytes,
    format,
    settings: findings.settings && {
      ...findings.settings,
      ...written,
      ...(sheet === undefined ? {} : { sheet }),
      ...(await dateOrderOf(findings.settings, overrides, () => open(sheet))),
    },
    sheets,
    headings: [...findings.headings],
    preview: rows
      .slice(findings.headerRecord + 1, findings.headerRecord + 1 + PREVIEWED)
      .map((row) => row.map((cell) => cell.slice(0, LONGEST_PREVIEW))),
    questions: [...findings.questions],
    missing: [...findings.missing],
    refusal: null,
  };
}

interface ChosenSheet {
  readonly sheet: string | undefined;
  readonly rows: readonly string[][];
  readonly findings: FileFindings;
  readonly bytes: number;
}

/** The sheet asked for; else the first that is recognised; else the first that has anything in it. */
async function chooseSheet(
  open: (sheet: string | undefined) => RecordReader,
  asked: string | undefined,
  sheets: readonly string[],
  judge: (rows: readonly string[][]) => FileFindings,
): Promise<ChosenSheet> {
  const candidates = asked !== undefined ? [asked] : sheets.length > 0 ? sheets : [undefined];
  let first: ChosenSheet | null = null;
  for (const sheet of candidates) {
    const records = open(sheet);
    const rows = await takeSample(records, SAMPLED);
    if (rows.length === 0) continue;
    const chosen = { sheet, rows, findings: judge(rows), bytes: records.totalBytes };
    if (chosen.findings.settings !== null) return chosen;
    first ??= chosen;
  }
  if (first === null) throw new AppError('FILE_EMPTY');
  return first;
}

async function dateOrderOf(
  settings: FileSettings,
  overrides: InspectOverrides,
  open: () => RecordReader,
): Promise<Pick<FileSettings, 'dateOrder'>> {
  const { columns } = settings;
  const column = columns.placedAt ?? columns.placedDate ?? columns.openedOn ?? columns.countedAt;
  if (column === undefined) return {};
  const chosen = overrides.dateOrder ?? (settings.template !== null ? settings.dateOrder : undefined);
  return { dateOrder: chosen ?? (await scanDateOrder(open(), column, settings.headerRecord + 1)) };
}
