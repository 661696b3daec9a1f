/** Built-in templates and those saved by staff are recognised by headings alone. */
import type { Field, FileSettings } from '#shared/contract/index.ts';
import { TEMPLATES, type Template } from '../templates/index.ts';
import { keyOf } from './heading.ts';
import type { ColumnSample, Columns } from './map-columns.ts';

/** A mapping that staff saved for files with these headings. */
export interface SavedTemplate {
  readonly name: string;
  readonly headings: readonly string[];
  readonly settings: FileSettings;
}

/** Gives the saved template whose headings are the same, in the same order. */
export function matchSaved(headings: readonly string[], saved: readonly SavedTemplate[]): SavedTemplate | null {
  const keys = signature(headings);
  return saved.find((template) => signature(template.headings) === keys) ?? null;
}

function signature(headings: readonly string[]): string {
  return headings.map(keyOf).join('\n').trimEnd();
}

/** Gives the built-in template that these headings identify. */
export function matchBuiltIn(headings: readonly string[]): Template | null {
  const keys = new Set(headings.map(keyOf));
  return TEMPLATES.find((template) => template.identifiedBy.every((heading) => keys.has(keyOf(heading)))) ?? null;
}

/** Gives a template's columns in this file: of several headings for a field, the first that is not blank in the sample. */
export function templateColumns(template: Template, sample: ColumnSample): Columns {
  const byKey = new Map<string, number>();
  for (const [column, heading] of sample.headings.entries()) {
    if (!byKey.has(keyOf(heading))) byKey.set(keyOf(heading), column);
  }
  const columns: Columns = {};
  for (const [field, headings] of Object.entries(template.columns) as [Field, readonly string[]][]) {
    const present = headings.map((heading) => byKey.get(keyOf(heading))).filter((column) => column !== undefined);
    const filled = present.find((column) => sample.evidence(column).given > 0);
    const column = filled ?? present[0];
    // A store column without a store in it names none: staff are asked instead.
    if (column !== undefined && !(field === 'store' && filled === undefined && sample.rows.length > 0))
      columns[field] = column;
  }
  return columns;
}
