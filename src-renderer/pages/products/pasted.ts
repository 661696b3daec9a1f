/** What was copied from a spreadsheet, laid over the list: column by column from one cell on, or by the codes that stand with it. */
import type { ProductRow } from '#shared/contract/index.ts';
import type { ProductId } from '#shared/domain/ids.ts';
import { type Draft, FIELDS, type Field, type FieldProblem, readField } from './draft.ts';

export interface Placed {
  readonly drafts: ReadonlyMap<ProductId, Draft>;
  readonly problems: ReadonlyMap<ProductId, FieldProblem>;
  /** Lines for which the list has no row. */
  readonly left: number;
}

/** Gives the cells of what a spreadsheet puts on the clipboard: lines, tabs between cells, quotes around cells with line ends. */
export function cellsOf(text: string): readonly (readonly string[])[] {
  const lines: string[][] = [[]];
  const cell = /(?:"((?:[^"]|"")*)"|([^\t\r\n]*))(\t|\r\n|\r|\n|$)/y;
  while (cell.lastIndex < text.length) {
    const match = cell.exec(text);
    if (!match) return text.split(/\r\n|\r|\n/).map((line) => line.split('\t'));
    lines.at(-1)!.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    if (match[3] !== '\t' && cell.lastIndex < text.length) lines.push([]);
  }
  return lines;
}

/**
 * Lays cells over rows. Where most of the first column are codes of products, each line goes to its own product, and what
 * stands beside the code goes to `from.field` and the fields after it; else the lines go down from `from`.
 */
export function placePasted(
  rows: readonly ProductRow[],
  cells: readonly (readonly string[])[],
  from: { readonly index: number; readonly field: Field },
): Placed {
  const byCode = new Map(rows.map((row) => [row.code.toLowerCase(), row]));
  const rowOfCode = (line: readonly string[]) => byCode.get((line[0] ?? '').trim().toLowerCase());
  const wide = cells.filter((line) => line.length > 1);
  const isByCode = wide.length > 0 && cells.filter(rowOfCode).length * 2 > cells.length;
  const drafts = new Map<ProductId, Draft>();
  const problems = new Map<ProductId, FieldProblem>();
  let left = 0;
  for (const [place, line] of cells.entries()) {
    const values = isByCode ? line.slice(1) : line;
    if (values.every((value) => value.trim() === '')) continue;
    const row = isByCode ? rowOfCode(line) : rows[from.index + place];
    if (!row) {
      left += 1;
      continue;
    }
    const { draft, problem } = readLine(values, FIELDS.slice(FIELDS.indexOf(from.field)));
    if (Object.keys(draft).length > 0) drafts.set(row.id, { ...drafts.get(row.id), ...draft });
    if (problem) problems.set(row.id, problem);
  }
  return { drafts, problems, left };
}

/** An empty cell leaves its field alone. */
function readLine(values: readonly string[], fields: readonly Field[]): { draft: Draft; problem: FieldProblem | null } {
  let draft: Draft = {};
  let problem: FieldProblem | null = null;
  for (const [place, field] of fields.entries()) {
    const text = values[place] ?? '';
    if (text.trim() === '') continue;
    const entry = readField(field, text);
    if ('value' in entry) draft = { ...draft, ...entry.value };
    else problem ??= { field, text, problem: entry.problem };
  }
  return { draft, problem };
}
