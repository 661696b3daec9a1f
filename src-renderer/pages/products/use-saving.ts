/** Saves edits and takes them back. What is being saved already stands in the list; what failed stays at its row, in words. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { ProductListing, ProductRow } from '#shared/contract/index.ts';
import type { ProductId, StoreId } from '#shared/domain/ids.ts';
import { useApi } from '../../api/index.ts';
import { type Draft, editOf, stockAfter } from './draft.ts';

export interface Edited {
  readonly row: ProductRow;
  readonly draft: Draft;
}

export interface SavedStep {
  readonly kind: 'saved' | 'undone';
  readonly editId: string;
  readonly changes: number;
  readonly products: readonly string[];
  readonly listings: readonly ProductListing[];
}

export interface FailedEdit extends Edited {
  readonly error: unknown;
}

export interface Saving {
  /** What is on its way to the disk, with the stock as it will be. */
  readonly pending: ReadonlyMap<ProductId, Draft>;
  readonly failed: ReadonlyMap<ProductId, FailedEdit>;
  /** The last step that was saved or undone; null when its notice was closed. */
  readonly last: SavedStep | null;
  readonly undoing: boolean;
  /** Why the last step could not be undone. */
  readonly undoError: unknown;
  /** Saves as one step; true when it is on the disk. Those that would change nothing are left out. */
  save(edited: readonly Edited[]): Promise<boolean>;
  undo(editId: string): void;
  forget(id: ProductId): void;
  closeNotice(): void;
}

export function useSaving(storeId: StoreId): Saving {
  const api = useApi();
  const queries = useQueryClient();
  const [pending, setPending] = useState<ReadonlyMap<ProductId, Draft>>(new Map());
  const [failed, setFailed] = useState<ReadonlyMap<ProductId, FailedEdit>>(new Map());
  const [last, setLast] = useState<SavedStep | null>(null);
  const edit = useMutation(api.products.edit.mutationOptions());
  const undo = useMutation(
    api.products.undo.mutationOptions({
      onSuccess({ editId, changes }) {
        setLast((before) => ({ kind: 'undone', products: [], listings: before?.listings ?? [], editId, changes }));
        void queries.invalidateQueries({ queryKey: api.products.key() });
      },
    }),
  );
  const { mutateAsync } = edit;
  const { mutate, reset } = undo;

  const save = useCallback(
    async (edited: readonly Edited[]): Promise<boolean> => {
      const changing = edited.filter(({ row, draft }) => editOf(row, draft) !== null);
      const ids = changing.map(({ row }) => row.id);
      setFailed((before) => without(before, ids));
      if (changing.length === 0) return true;
      setPending(
        (before) => new Map([...before, ...changing.map(({ row, draft }) => [row.id, settled(row, draft)] as const)]),
      );
      try {
        const edits = changing.map(({ row, draft }) => editOf(row, draft)!);
        const { editId, changes } = await mutateAsync({ storeId, edits });
        reset();
        setLast({
          kind: 'saved',
          editId,
          changes,
          products: changing.map(({ row, draft }) => draft.name ?? row.name),
          listings: changing.flatMap(({ row }) => row.listings),
        });
        await queries.invalidateQueries({ queryKey: api.products.key() });
        return true;
      } catch (error) {
        setFailed(
          (before) => new Map([...before, ...changing.map((each) => [each.row.id, { ...each, error }] as const)]),
        );
        return false;
      } finally {
        setPending((before) => without(before, ids));
      }
    },
    [api, mutateAsync, queries, reset, storeId],
  );
  return {
    pending,
    failed,
    last,
    undoing: undo.isPending,
    undoError: undo.error,
    save,
    undo: useCallback((editId: string) => mutate({ editId }), [mutate]),
    forget: useCallback((id: ProductId) => setFailed((before) => without(before, [id])), []),
    closeNotice: useCallback(() => {
      setLast(null);
      reset();
    }, [reset]),
  };
}

/** The list is asked for again while the step is shown: a difference would be added twice then. */
function settled(row: ProductRow, { stock, ...draft }: Draft): Draft {
  return stock === undefined ? draft : { ...draft, stock: { counted: stockAfter(row.stock, stock) } };
}

function without<Value>(map: ReadonlyMap<ProductId, Value>, ids: readonly ProductId[]): ReadonlyMap<ProductId, Value> {
  if (!ids.some((id) => map.has(id))) return map;
  return new Map([...map].filter(([id]) => !ids.includes(id)));
}
