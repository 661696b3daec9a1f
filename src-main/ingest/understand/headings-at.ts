/**
 * The headings of a table. Reports group them in two rows: above 数量 and 金额 stands 销售, and 退货 above the next two. A
 * heading of the upper row holds for the blank cells beside it, as merged cells do.
 */
import { readHeading } from './heading.ts';
import { claimsOf, isKnownHeading } from './synonym-index.ts';
import { isReturnDocument } from './values/status-words.ts';

/** Gives the headings when record `record` is their row, or the lower of their two; nothing for -1. */
export function headingsAt(rows: readonly (readonly string[])[], record: number): string[] {
  const lower = trimmed(rows[record]);
  const upper = trimmed(rows[record - 1]);
  return isGrouped(upper, lower) ? grouped(upper, lower) : lower;
}

function trimmed(row: readonly string[] | undefined): string[] {
  return (row ?? []).map((cell) => cell.replace(/^\uFEFF/, '').trim());
}

const VALUE = /^[-+$¥€£]?\d/;

/** True for two rows of words of which the upper names several groups, one of them of more than one column. */
function isGrouped(upper: readonly string[], lower: readonly string[]): boolean {
  if ([...upper, ...lower].some((cell) => VALUE.test(cell))) return false;
  if (new Set(upper.filter((cell) => cell !== '')).size < 2) return false;
  return upper.some((cell, i) => {
    const isGroup = cell !== '' && Boolean(lower[i]) && lower[i] !== cell;
    return isGroup && (!upper[i + 1] || upper[i + 1] === cell) && Boolean(lower[i + 1]) && lower[i + 1] !== lower[i];
  });
}

function grouped(upper: readonly string[], lower: readonly string[]): string[] {
  const seen = new Set<string>();
  let group = '';
  return Array.from({ length: Math.max(upper.length, lower.length) }, (_, i) => {
    const below = lower[i] ?? '';
    group = upper[i] || (below === '' ? '' : group);
    const isFirst = !seen.has(below);
    seen.add(below);
    if (below === '' || group === below) return group;
    return group === '' ? below : joined(group, below, isFirst);
  });
}

/** What is no part of a heading: `商品信息` above `名称` is `商品名称`. */
const FILLER = /\s*(信息|资料|情况|数据|明细|info|information|details?|data)$/i;

/** Gives both headings as one where that says more than the lower alone. */
function joined(group: string, below: string, isFirst: boolean): string {
  const whole = `${group} ${below}`;
  const known = [whole, `${group.replace(FILLER, '')} ${below}`].find((text) => isKnownHeading(readHeading(text)));
  if (known !== undefined) return known;
  return isFirst && !isOfReturns(group) ? below : whole;
}

/** True for a heading above what came back: no `数量` below it is what was sold. */
function isOfReturns(group: string): boolean {
  if (isReturnDocument(group)) return true;
  const claims = claimsOf('orders', readHeading(group));
  return claims.some(({ field }) => field === 'refundStatus' || field === 'refundedAmount');
}
