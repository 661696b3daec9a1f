/**
 * Tables that were inspected one by one, judged together: a list takes its codes from the column that orders refer to, and a
 * part of orders asks for nothing that another table tells.
 */
import type { FileSettings, InspectedFile } from '#shared/contract/index.ts';
import {
  areDatedLines,
  areMost,
  areToldOnce,
  type FileInspection,
  hasPartner,
  type InspectedTable,
  isPriceless,
  mayHaveDatedLines,
  mayHeadDatedLines,
  maySumUp,
  orderPart,
  type ShownTable,
  withReferredKey,
} from '../understand/index.ts';

/** A table, and whether staff have said how it is to be read. */
export interface TableToJudge extends InspectedTable {
  readonly isDecided: boolean;
}

/** What is known of a table beside all others. */
export type JudgedInspection = FileInspection & Pick<InspectedFile, 'dependsOnOthers'>;

/** True for a table whose reading depends on what others hold. */
export function looksBeside({ inspection: { settings }, isDecided }: TableToJudge): boolean {
  if (settings === null || isDecided) return false;
  if (settings.kind !== 'orders') return settings.kind !== 'stock';
  return isPriceless(settings) || mayHeadDatedLines(settings.columns);
}

/**
 * Gives the inspections as they are beside each other.
 * @param beside how other files of the same plan are read
 * @param shown those of them that were looked at
 */
export function inspectTogether(
  found: readonly TableToJudge[],
  beside: readonly FileSettings[],
  shown: readonly ShownTable[],
): JudgedInspection[] {
  const keyed = found.map((table) => withKeyOf(table, [...shown, ...found.flatMap(shownOf)]));
  const told = keyed.map((table) => withoutToldOrders(table, [...shown, ...keyed.flatMap(shownOf)], beside));
  const tables = [...told.flatMap(({ settings }) => settings ?? []), ...beside];
  const partnered = told.map((table) => withPartners(table, tables));
  return partnered.map((table, i) => {
    const inspection = withStoreOfHeads(table, partnered);
    return { ...inspection, dependsOnOthers: dependsOnOthers({ ...found[i]!, inspection }) };
  });
}

/** What a file leaves out another may tell, and which kind it is; a workbook of several tables is told by its sheets. */
function dependsOnOthers(table: TableToJudge): boolean {
  const { settings, missing, refusal, sheets } = table.inspection;
  if (refusal !== null) return false;
  if (settings === null) return !table.isDecided && sheets.length <= 1;
  return missing.length > 0 || looksBeside(table);
}

function shownOf({ inspection: { settings, headings }, values }: InspectedTable): ShownTable[] {
  return settings === null ? [] : [{ settings, headings, values }];
}

function withKeyOf(table: TableToJudge, all: readonly ShownTable[]): TableToJudge {
  const { inspection, values, isDecided } = table;
  const { settings, headings } = inspection;
  if (settings === null || settings.template !== null || isDecided) return table;
  const columns = withReferredKey({ settings, headings, values }, all);
  return columns === settings.columns
    ? table
    : { ...table, inspection: { ...inspection, settings: { ...settings, columns } } };
}

/** Rows without any worth are no second telling of orders that another table tells, and no orders without their heads. */
function withoutToldOrders(
  { inspection, values, isDecided }: TableToJudge,
  all: readonly ShownTable[],
  beside: readonly FileSettings[],
): FileInspection {
  const { settings } = inspection;
  if (settings === null || isDecided || !isPriceless(settings)) return inspection;
  const numbers = values.get(settings.columns.orderNumber ?? -1) ?? new Set<string>();
  const others = all.filter((other) => other.settings !== settings);
  const isPart = orderPart(settings.columns) === 'lines';
  const hasHeads = hasPartner(settings, [...others.map((other) => other.settings), ...beside]);
  if ((!isPart || hasHeads) && !others.some((other) => tellsWorthOf(other, numbers))) return inspection;
  return { ...inspection, settings: null, questions: [], missing: [] };
}

function tellsWorthOf({ settings, values }: ShownTable, numbers: ReadonlySet<string>): boolean {
  const { kind, columns } = settings;
  if (kind !== 'orders' || columns.orderNumber === undefined || isPriceless(settings)) return false;
  const part = orderPart(columns);
  if (part !== 'whole' && part !== 'lines') return false;
  const known = values.get(columns.orderNumber) ?? new Set<string>();
  return areMost([...numbers].filter((number) => known.has(number)).length, numbers.size);
}

/** A part of orders asks for nothing that another table tells. */
function withPartners(found: FileInspection, tables: readonly FileSettings[]): FileInspection {
  const { settings } = found;
  if (settings?.kind !== 'orders') return found;
  const others = tables.filter((table) => table !== settings);
  if (!hasPartner(settings, others) && !mayHaveDatedLines(settings, others)) return found;
  // Which store it is, the heads tell, or are asked for.
  const part = orderPart(settings.columns);
  const asksStore = (part === 'heads' || part === 'pieces') && found.questions.includes('store');
  return { ...found, missing: [], questions: asksStore ? ['store'] : [] };
}

/** Dated lines ask for no store that the heads of the same orders tell; their orders are compared as far as both are shown. */
function withStoreOfHeads(lines: FileInspection, all: readonly FileInspection[]): FileInspection {
  if (!lines.questions.includes('store') || lines.settings?.kind !== 'orders') return lines;
  if (!areDatedLines(lines.settings.columns) || !all.some((heads) => tellsStoreOf(heads, lines))) return lines;
  return { ...lines, questions: lines.questions.filter((question) => question !== 'store') };
}

function tellsStoreOf(heads: FileInspection, lines: FileInspection): boolean {
  if (heads.settings?.kind !== 'orders' || lines.settings === null) return false;
  const sumUp = () => maySumUp(heads.settings!.columns, lines.settings!.columns) && areToldOnce(numbersShown(heads));
  if (!mayHeadDatedLines(heads.settings.columns) && !sumUp()) return false;
  const { store, columns } = heads.settings;
  if (store === undefined && columns.store === undefined && columns.storeName === undefined) return false;
  const known = new Set(numbersShown(heads));
  const numbers = numbersShown(lines);
  return areMost(numbers.filter((number) => known.has(number)).length, numbers.length);
}

function numbersShown({ settings, preview }: FileInspection): string[] {
  const column = settings?.columns.orderNumber;
  return column === undefined ? [] : preview.flatMap((row) => row[column]?.trim() || []);
}
