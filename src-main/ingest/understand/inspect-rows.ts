/** Everything that is found out about a file from its first records: pure, so that it can be tested without files. */
import type { Field, FileKind, FileSettings } from '#shared/contract/index.ts';
import { templateNamed } from '../templates/index.ts';
import { type ColumnEvidence, evidenceOf } from './column-evidence.ts';
import { usesDecimalComma } from './decimal-sign.ts';
import { recogniseKind } from './file-kind.ts';
import { findHeaderRecord } from './header-record.ts';
import { headingsAt } from './headings-at.ts';
import { type ColumnSample, type Columns, mapColumns } from './map-columns.ts';
import { matchBuiltIn, matchSaved, type SavedTemplate, templateColumns } from './match-template.ts';
import { tellsOnlyPieces } from './order-part.ts';
import { lineRows, studyRowKinds } from './row-kinds.ts';
import { narrowRows } from './values/full-width.ts';

export interface FileFindings {
  readonly headerRecord: number;
  readonly headings: readonly string[];
  /** Null when no kind was recognised. */
  readonly settings: FileSettings | null;
  readonly questions: readonly ('store' | 'columns')[];
  readonly missing: readonly Field[];
}

/** What staff, or the command line, have already decided. Each field given replaces what would be detected. */
export type InspectOverrides = { readonly [Name in keyof FileSettings]?: FileSettings[Name] | undefined };

/** Judges the first records of a file. */
export function inspectRows(
  rows: readonly string[][],
  overrides: InspectOverrides = {},
  saved: readonly SavedTemplate[] = [],
): FileFindings {
  const headerRecord = overrides.headerRecord ?? findHeaderRecord(rows, (row) => matchSaved(row, saved) !== null);
  const body = narrowRows(rows.slice(headerRecord + 1));
  const headings = headerRecord >= 0 ? headingsAt(rows, headerRecord) : numberedHeadings(rows);
  const decimalComma = overrides.decimalComma ?? usesDecimalComma(body);
  const sample = createSample(headings, body, decimalComma);
  const found = detect(withoutRepeats(sample, decimalComma), overrides, saved);
  if (found === null) return { headerRecord, headings, settings: null, questions: [], missing: [] };
  const settings: FileSettings = {
    ...found,
    headerRecord,
    decimalComma: overrides.decimalComma ?? found.decimalComma ?? decimalComma,
    ...withoutUndefined(overrides),
    // Corrected settings always have `columns`: empty ones ask for them to be found anew, as for another kind or template.
    columns: hasColumns(overrides.columns) ? overrides.columns : found.columns,
  };
  return { headerRecord, headings, settings, ...openQuestions(settings, headings) };
}

function hasColumns(columns: Columns | undefined): columns is Columns {
  return columns !== undefined && Object.keys(columns).length > 0;
}

type Detected = Omit<FileSettings, 'headerRecord' | 'decimalComma'> & { decimalComma?: boolean };

/** A template asked for by name, else one saved for these headings, else a built-in one, else the word lists. */
function detect(sample: ColumnSample, overrides: InspectOverrides, saved: readonly SavedTemplate[]): Detected | null {
  const asked = overrides.template ?? null;
  const own = asked === null ? matchSaved(sample.headings, saved) : (saved.find(({ name }) => name === asked) ?? null);
  if (own) return { ...own.settings, template: own.name };
  const builtIn = asked === null ? matchBuiltIn(sample.headings) : templateNamed(asked);
  if (builtIn && (overrides.kind === undefined || overrides.kind === builtIn.kind)) {
    return withoutUndefined({
      kind: builtIn.kind,
      columns: templateColumns(builtIn, sample),
      template: builtIn.name,
      platform: builtIn.platform,
      timeZone: builtIn.timeZone,
      currency: builtIn.currency,
    });
  }
  if (overrides.kind !== undefined) {
    return { kind: overrides.kind, columns: mapColumns(overrides.kind, sample), template: null };
  }
  const recognised = recogniseKind(sample);
  return recognised && { ...recognised, template: null };
}

/** True when nothing is left to be answered. */
export function isComplete({ settings, questions, missing }: FileFindings): boolean {
  return settings !== null && questions.length === 0 && missing.length === 0;
}

/** What is still to be answered before the file can be read. */
function openQuestions(
  settings: FileSettings,
  headings: readonly string[],
): Pick<FileFindings, 'questions' | 'missing'> {
  const missing = missingFields(settings.kind, settings.columns, headings);
  const needsStore = settings.kind === 'orders' || settings.kind === 'stock';
  const hasStore = settings.columns.store !== undefined || settings.columns.storeName !== undefined;
  const questions: ('store' | 'columns')[] = [];
  if (needsStore && !hasStore && !settings.store) questions.push('store');
  if (missing.length > 0) questions.push('columns');
  return { questions, missing };
}

/** The fields that a kind cannot do without; of alternatives, the one to ask for. */
function missingFields(kind: FileKind, columns: Columns, headings: readonly string[]): Field[] {
  const has = (...fields: Field[]) => fields.some((field) => columns[field] !== undefined);
  const missing: Field[] = [];
  if (kind === 'orders') {
    if (!has('placedAt', 'placedDate')) missing.push('placedAt');
    if (!has('quantity', 'unitPrice', 'lineAmount', 'orderTotal', 'amountPaid', 'amountReceived')) {
      if (!tellsOnlyPieces(columns, headings)) missing.push('lineAmount');
    }
  }
  if ((kind === 'products' || kind === 'stock') && !has('productCode', 'productName')) missing.push('productCode');
  if (kind === 'stock' && !has('stockQuantity')) missing.push('stockQuantity');
  if (kind === 'stores' && !has('store', 'storeName')) missing.push('store');
  return missing;
}

/** Leaves out the rows that only repeat what the lines of an order say: which amount is whose, the lines tell. */
function withoutRepeats(sample: ColumnSample, decimalComma: boolean): ColumnSample {
  const { headings, rows } = sample;
  const lines = lineRows(studyRowKinds(mapColumns('orders', sample), rows), rows);
  return lines === rows ? sample : createSample(headings, lines, decimalComma);
}

function createSample(headings: readonly string[], rows: readonly string[][], decimalComma: boolean): ColumnSample {
  const known = new Map<number, ColumnEvidence>();
  return {
    headings,
    rows,
    evidence(column) {
      let evidence = known.get(column);
      if (!evidence) {
        evidence = evidenceOf(rows, column, decimalComma);
        known.set(column, evidence);
      }
      return evidence;
    },
  };
}

/** Names for the columns of a file without headings. */
function numberedHeadings(rows: readonly string[][]): string[] {
  const width = rows.slice(0, 50).reduce((widest, row) => Math.max(widest, row.length), 0);
  return Array.from({ length: width }, (_, column) => String(column + 1));
}

function withoutUndefined<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
