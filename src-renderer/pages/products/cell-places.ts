/** Where a cell that can be edited stands, and which one an arrow key leads to. */
import { FIELDS, type Field } from './draft.ts';

export interface Place {
  readonly field: Field;
  /** Of the row, from zero. */
  readonly index: number;
}

/** Gives the cell that an element is or lies in; null for none. */
export function placeOf(target: EventTarget | null): Place | null {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[data-cell]') : null;
  const [name, index] = cell?.dataset.cell?.split('/') ?? [];
  const field = FIELDS.find((each) => each === name);
  return field === undefined ? null : { field, index: Number(index) };
}

/** Gives the cell that a key leads to; null when it leads nowhere. */
export function cellBeside({ field, index }: Place, key: string, rows: number): Place | null {
  const column = FIELDS.indexOf(field);
  switch (key) {
    case 'ArrowDown':
      return index + 1 < rows ? { field, index: index + 1 } : null;
    case 'ArrowUp':
      return index > 0 ? { field, index: index - 1 } : null;
    case 'ArrowRight':
    case 'ArrowLeft': {
      const next = FIELDS[column + (key === 'ArrowRight' ? 1 : -1)];
      return next === undefined ? null : { field: next, index };
    }
    default:
      return null;
  }
}
