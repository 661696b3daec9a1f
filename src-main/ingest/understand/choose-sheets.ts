/**
 * Which sheets of a workbook are read. Sheets with the same headings are one table cut into pieces (a sheet a year). Of
 * tables of orders the fullest is read, and others only if their orders are others: a summary of the same orders would
 * count them twice. The heads of its orders are no summary, and come along as do lists of products, stores and stock, and
 * the parts of orders told in parts.
 */
import { type FileFindings, isComplete } from './inspect-rows.ts';
import { areDatedLines, areMost, hasPartner, mayHeadDatedLines, orderPart, tellsOnlyBack } from './order-part.ts';
import { areToldInLines, areToldOnce, maySumUp } from './order-summary.ts';

/** A sheet whose first records have been judged; undefined is a file that has no sheets. */
export interface JudgedSheet {
  readonly sheet: string | undefined;
  readonly rows: readonly string[][];
  readonly findings: FileFindings;
}

/** Sheets that are read as one. */
export type SheetGroup = readonly [JudgedSheet, ...JudgedSheet[]];

/** Gives what is read, the main table first. */
export function chooseSheets(judged: readonly [JudgedSheet, ...JudgedSheet[]]): readonly [SheetGroup, ...SheetGroup[]] {
  const groups = groupAlike(judged);
  const whole = groups.filter((group) => kindOf(group) === 'orders' && partOf(group) === 'whole');
  const fullest = best(whole);
  const main =
    whole.find((lines) => fullest !== undefined && areHeadsOf(fullest, lines)) ??
    fullest ??
    groups.find(isPiecemeal) ??
    groups.find((group) => isUsable(group)) ??
    groups.find((group) => kindOf(group) !== null);
  if (main === undefined) return [[judged[0]]];
  const others = groups.filter((group) => group !== main);
  const more = whole.filter((group) => group !== main && tellsOtherOrders(group, main));
  const lists = others.filter((group) => kindOf(group) !== 'orders' && isUsable(group) && kindOf(main) === 'orders');
  const heads = new Set([main, ...more].map((lines) => others.find((group) => areHeadsOf(group, lines))));
  const parts = others.filter((group) => heads.has(group) || isPartnered(group, [main, ...others]));
  return [main, ...new Set([...more, ...lists, ...parts])];
}

function groupAlike(judged: readonly JudgedSheet[]): SheetGroup[] {
  const groups = new Map<string, [JudgedSheet, ...JudgedSheet[]]>();
  for (const sheet of judged) {
    const { headings, headerRecord, settings } = sheet.findings;
    const key = JSON.stringify([headerRecord, headings]);
    const alike = groups.get(key);
    if (alike && headerRecord >= 0) alike.push(sheet);
    else groups.set(headerRecord >= 0 && settings !== null ? key : `${key} ${groups.size}`, [sheet]);
  }
  return [...groups.values()];
}

function kindOf([{ findings }]: SheetGroup) {
  return findings.settings?.kind ?? null;
}

function partOf([{ findings }]: SheetGroup) {
  return findings.settings?.kind === 'orders' ? orderPart(findings.settings.columns) : null;
}

function columnsOf([{ findings }]: SheetGroup) {
  return findings.settings?.columns ?? {};
}

/** A list that asks for nothing, or a part of orders that may yet find its other part. */
function isUsable(group: SheetGroup): boolean {
  return kindOf(group) === 'orders' ? !tellsOnlyBack(partOf(group)) : isComplete(group[0].findings);
}

/** Pieces of orders, of which nothing is to be asked but the store. */
function isPiecemeal(group: SheetGroup): boolean {
  return partOf(group) === 'pieces' && group[0].findings.missing.length === 0;
}

function isPartnered(group: SheetGroup, all: readonly SheetGroup[]): boolean {
  const { settings } = group[0].findings;
  if (settings?.kind !== 'orders' || partOf(group) === 'whole') return false;
  return hasPartner(
    settings,
    all.flatMap((other) => (other !== group && other[0].findings.settings ? [other[0].findings.settings] : [])),
  );
}

/** Orders with numbers before sums without, with products before without; the first of equals. */
function best(groups: readonly SheetGroup[]): SheetGroup | undefined {
  const worth = (group: SheetGroup) => {
    const columns = columnsOf(group);
    const product = columns.productCode !== undefined || columns.productName !== undefined;
    return (columns.orderNumber === undefined ? 0 : 2) + (product ? 1 : 0);
  };
  return groups.reduce<SheetGroup | undefined>(
    (found, group) => (found === undefined || worth(group) > worth(found) ? group : found),
    undefined,
  );
}

/** True when a table numbers its orders, and none of them is in the other table as far as both were looked at. */
function tellsOtherOrders(table: SheetGroup, other: SheetGroup): boolean {
  const numbers = new Set(numbersOf(table));
  return numbers.size > 0 && numbersOf(other).length > 0 && !numbersOf(other).some((number) => numbers.has(number));
}

/** True when a table heads or sums up the orders whose dated lines the other table has, as far as both were looked at. */
function areHeadsOf(heads: SheetGroup, lines: SheetGroup): boolean {
  if (heads === lines || kindOf(heads) !== 'orders' || !areDatedLines(columnsOf(lines))) return false;
  const ofHeads = numbersOf(heads);
  const numbers = numbersOf(lines);
  const sumUp = () => maySumUp(columnsOf(heads), columnsOf(lines)) && areToldOnce(ofHeads) && areToldInLines(numbers);
  if (!mayHeadDatedLines(columnsOf(heads)) && !sumUp()) return false;
  const known = new Set(ofHeads);
  return areMost(numbers.filter((number) => known.has(number)).length, numbers.length);
}

function numbersOf(group: SheetGroup): string[] {
  return group.flatMap(({ rows, findings }) => {
    const column = group[0].findings.settings?.columns.orderNumber;
    if (column === undefined) return [];
    return rows.slice(findings.headerRecord + 1).flatMap((row) => row[column]?.trim() || []);
  });
}
