/** Many edits before they are saved: what was typed, pasted or computed stays here until somebody has looked at it. */
import { useCallback, useState } from 'react';
import type { ProductRow } from '#shared/contract/index.ts';
import type { ProductId } from '#shared/domain/ids.ts';
import { changedFields, type Draft, type FieldProblem, withDraft } from './draft.ts';
import type { Placed } from './pasted.ts';
import type { Edited } from './use-saving.ts';

/** What a paste could not place. */
export interface PasteRest {
  readonly problems: readonly (FieldProblem & { readonly code: string })[];
  readonly left: number;
}

export interface Many {
  readonly on: boolean;
  /** In the order in which they were first changed. */
  readonly edited: readonly Edited[];
  readonly drafts: ReadonlyMap<ProductId, Draft>;
  readonly selected: ReadonlySet<ProductId>;
  readonly rest: PasteRest | null;
  start(): void;
  /** Puts everything away. */
  stop(): void;
  select(ids: readonly ProductId[], select: boolean): void;
  draft(changes: readonly Edited[]): void;
  place(placed: Placed, rows: readonly ProductRow[]): void;
  drop(id: ProductId): void;
}

interface State {
  readonly on: boolean;
  readonly edited: ReadonlyMap<ProductId, Edited>;
  readonly selected: ReadonlySet<ProductId>;
  readonly rest: PasteRest | null;
}

const NOTHING: State = { on: false, edited: new Map(), selected: new Set(), rest: null };

export function useMany(): Many {
  const [state, setState] = useState(NOTHING);
  const { edited } = state;
  return {
    ...state,
    edited: [...edited.values()],
    drafts: new Map([...edited].map(([id, { draft }]) => [id, draft])),
    start: useCallback(() => setState({ ...NOTHING, on: true }), []),
    stop: useCallback(() => setState(NOTHING), []),
    select: useCallback((ids: readonly ProductId[], select: boolean) => {
      setState((before) => {
        const selected = new Set(before.selected);
        for (const id of ids) select ? selected.add(id) : selected.delete(id);
        return { ...before, selected };
      });
    }, []),
    draft: useCallback((changes: readonly Edited[]) => {
      setState((before) => ({ ...before, on: true, edited: withChanges(before.edited, changes) }));
    }, []),
    place: useCallback(({ drafts, problems, left }: Placed, rows: readonly ProductRow[]) => {
      const changes = rows.flatMap((row) => ({ row, draft: drafts.get(row.id) ?? {} }));
      const refused = rows.flatMap(({ id, code }) => ({ code, problem: problems.get(id) }));
      const rest: PasteRest = {
        problems: refused.flatMap(({ code, problem }) => (problem === undefined ? [] : [{ ...problem, code }])),
        left,
      };
      setState((before) => ({
        ...before,
        on: true,
        edited: withChanges(before.edited, changes),
        rest: rest.left > 0 || rest.problems.length > 0 ? rest : null,
      }));
    }, []),
    drop: useCallback((id: ProductId) => {
      setState((before) => ({ ...before, edited: new Map([...before.edited].filter(([each]) => each !== id)) }));
    }, []),
  };
}

/** A value that is the recorded one again is no change any more. */
export function withChanges(
  before: ReadonlyMap<ProductId, Edited>,
  changes: readonly Edited[],
): ReadonlyMap<ProductId, Edited> {
  const edited = new Map(before);
  for (const { row, draft } of changes) {
    if (Object.keys(draft).length === 0) continue;
    const earlier = edited.get(row.id);
    const both = { row: earlier?.row ?? row, draft: { ...earlier?.draft, ...draft } };
    if (changedFields(both.row, both.draft).length > 0) edited.set(row.id, both);
    else edited.delete(row.id);
  }
  return edited;
}

/** The price that a further change sets out from. */
export function priceOf({ row, draft }: Edited): number | null {
  return withDraft(row, draft).price;
}
