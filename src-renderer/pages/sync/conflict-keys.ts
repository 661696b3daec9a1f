/** Conflicts by keyboard: one is selected, one side is chosen, Enter decides. Nothing is decided about a conflict that was not seen. */

export type Side = 'local' | 'remote' | 'other';

export interface Selection {
  /** Null: the first one. */
  readonly id: number | null;
  /** Where it stood, so that the next one takes its place. */
  readonly index: number;
  /** Null: nothing is chosen yet. */
  readonly side: Side | null;
}

export const NO_SELECTION: Selection = { id: null, index: 0, side: null };

/** Gives the selection as it holds for these conflicts: what is gone gives way to its neighbour, with nothing chosen. */
export function settledSelection(selection: Selection, ids: readonly number[]): Selection {
  const index = selection.id === null ? -1 : ids.indexOf(selection.id);
  if (index >= 0) return { ...selection, index };
  const place = Math.max(0, Math.min(selection.index, ids.length - 1));
  return { id: ids[place] ?? null, index: place, side: null };
}

export type Deed = { readonly select: Selection } | { readonly decide: Side } | { readonly undo: true } | null;

/** Gives what a key does; null: it is not one of ours. */
export function deedOf(key: string, selection: Selection, ids: readonly number[]): Deed {
  switch (key) {
    case 'ArrowUp':
      return moved(selection, ids, -1);
    case 'ArrowDown':
      return moved(selection, ids, 1);
    case '1':
    case 'ArrowLeft':
      return chosen(selection, 'local');
    case '2':
    case 'ArrowRight':
      return chosen(selection, 'remote');
    case '3':
      return chosen(selection, 'other');
    case 'Enter':
      return selection.id === null || selection.side === null ? null : { decide: selection.side };
    case 'u':
      return { undo: true };
    default:
      return null;
  }
}

function moved({ index }: Selection, ids: readonly number[], by: number): Deed {
  const place = Math.max(0, Math.min(index + by, ids.length - 1));
  const id = ids[place];
  return id === undefined || place === index ? null : { select: { id, index: place, side: null } };
}

function chosen(selection: Selection, side: Side): Deed {
  return selection.id === null ? null : { select: { ...selection, side } };
}
