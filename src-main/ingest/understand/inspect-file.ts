/** Looks at a file and says what it is, what its columns mean and what must be asked. Nothing is written, nothing kept. */
import type { FileSettings, InspectedFile } from '#shared/contract/index.ts';
import { AppError } from '#shared/domain/app-error.ts';
import { openRecords, sniffFile } from '../read/index.ts';
import type { RecordReader } from '../record-block.ts';
import { chooseSheets, type JudgedSheet, type SheetGroup } from './choose-sheets.ts';
import { scanDateOrder } from './date-order.ts';
import { type FileFindings, type InspectOverrides, inspectRows } from './inspect-rows.ts';
import { type ColumnValues, referringValues } from './list-key.ts';
import type { SavedTemplate } from './match-template.ts';
import { takeSample } from './sample.ts';
import { areStores } from './store-sheets.ts';
import { storesAcross } from './stores-across.ts';

/** What is known of a file without its grant: the caller adds `fileId` and `name`. */
export type FileInspection = Omit<InspectedFile, 'fileId' | 'name' | 'dependsOnOthers'>;

/** A table that was inspected, with what other tables may refer to. */
export interface InspectedTable {
  readonly inspection: FileInspection;
  readonly values: ColumnValues;
}

export interface InspectOptions {
  /** What staff have already decided: it replaces what would be detected. */
  readonly overrides?: InspectOverrides | undefined;
  readonly saved?: readonly SavedTemplate[];
  readonly signal?: AbortSignal | undefined;
}

/** Records that headings, columns and amounts are judged by. */
export const SAMPLED = 3_000;
const PREVIEWED = 50;
/** Sheets of a workbook that are looked at. */
const MOST_SHEETS = 60;
/** A cell of the preview is cut off here. */
const LONGEST_PREVIEW = 200;
/** Stores that a refusal names. */
const STORES_NAMED = 5;

/**
 * Inspects a file; of a workbook the main table first, then its other tables. A file that cannot be read is answered with
 * a `refusal`; throws only CANCELLED and what is no fault of the file.
 */
export async function inspectFile(
  path: string,
  options: InspectOptions = {},
): Promise<readonly [InspectedTable, ...InspectedTable[]]> {
  try {
    return await inspectReadable(path, options);
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'CANCELLED' || error.code === 'INTERNAL') throw error;
    return [
      { inspection: { ...NOTHING, refusal: { code: error.code, details: { ...error.details } } }, values: new Map() },
    ];
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
): Promise<readonly [InspectedTable, ...InspectedTable[]]> {
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
  const visible = sniffed.sheets.filter(({ hidden, hasData }) => !hidden && hasData).map(({ name }) => name);
  const asked = overrides.sheet !== undefined ? [overrides.sheet] : visible.slice(0, MOST_SHEETS);
  const judged = await judgeSheets(open, asked, (rows) => inspectRows(rows, overrides, saved));
  // Whoever names a sheet or a kind wants that and nothing else.
  const alone = overrides.sheet !== undefined || overrides.kind !== undefined;
  const groups = chooseSheets(judged).flatMap((group) => (areStores(group) && !alone ? storeEach(group) : [{ group }]));
  const inspectGroup = async ({ group, suggestedStore }: AskedGroup): Promise<InspectedTable> => {
    const [{ sheet, rows, findings }, ...more] = group;
    const stores = overrides.kind === undefined ? storesAcross(findings, rows) : null;
    const names = more.flatMap(({ sheet: name }) => name ?? []);
    const moreSheets = overrides.moreSheets ?? (alone || names.length === 0 ? undefined : names);
    const inspection: FileInspection = {
      bytes: sniffed.bytes,
      format,
      settings: findings.settings && {
        ...findings.settings,
        ...written,
        ...(sheet === undefined ? {} : { sheet }),
        ...(moreSheets === undefined ? {} : { moreSheets }),
        ...(await dateOrderOf(findings.settings, overrides, () => open(sheet))),
      },
      sheets: sniffed.sheets.map(({ name }) => name),
      headings: [...findings.headings],
      preview: rows
        .slice(findings.headerRecord + 1, findings.headerRecord + 1 + PREVIEWED)
        .map((row) => row.map((cell) => cell.slice(0, LONGEST_PREVIEW))),
      questions: [...findings.questions],
      missing: [...findings.missing],
      ...(suggestedStore === undefined ? {} : { suggestedStore }),
      refusal: stores && { code: 'FILE_STORES_ACROSS', details: { columns: stores.slice(0, STORES_NAMED).join(', ') } },
    };
    const values = findings.settings && referringValues(findings.settings, findings.headings, rowsBelow(group));
    return { inspection, values: values ?? new Map() };
  };
  const main = await inspectGroup(groups[0]!);
  const further: InspectedTable[] = [];
  if (!alone) for (const group of groups.slice(1)) further.push(await inspectGroup(group));
  return [main, ...further];
}

function rowsBelow(group: SheetGroup): string[][] {
  return group.flatMap(({ rows, findings }) => rows.slice(findings.headerRecord + 1));
}

interface AskedGroup {
  readonly group: SheetGroup;
  readonly suggestedStore?: string;
}

function storeEach(group: SheetGroup): AskedGroup[] {
  return group.map((sheet) => ({ group: [sheet], suggestedStore: sheet.sheet?.trim() ?? '' }));
}

/** Judges every sheet that has records. Throws FILE_EMPTY when none has any. */
async function judgeSheets(
  open: (sheet: string | undefined) => RecordReader,
  sheets: readonly string[],
  judge: (rows: readonly string[][]) => FileFindings,
): Promise<readonly [JudgedSheet, ...JudgedSheet[]]> {
  const judged: JudgedSheet[] = [];
  for (const sheet of sheets.length > 0 ? sheets : [undefined]) {
    const rows = await takeSample(open(sheet), SAMPLED);
    if (rows.length > 0) judged.push({ sheet, rows, findings: judge(rows) });
  }
  const [first, ...rest] = judged;
  if (!first) throw new AppError('FILE_EMPTY');
  return [first, ...rest];
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
