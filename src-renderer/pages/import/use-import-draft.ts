/** The draft lives as long as the window, not as long as the page: staff may look elsewhere and come back. */
import { skipToken, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { type DraftAction, draftAfter, EMPTY_DRAFT, type ImportDraft } from './import-draft.ts';

const KEY = ['import-draft'] as const;

/** Gives the draft and the way to change it. */
export function useImportDraft(): readonly [ImportDraft, (action: DraftAction) => void] {
  const queries = useQueryClient();
  const { data } = useQuery<ImportDraft>({
    queryKey: KEY,
    queryFn: skipToken,
    initialData: EMPTY_DRAFT,
    gcTime: Number.POSITIVE_INFINITY,
  });
  const change = useCallback(
    (action: DraftAction) =>
      void queries.setQueryData<ImportDraft>(KEY, (draft) => draftAfter(draft ?? EMPTY_DRAFT, action)),
    [queries],
  );
  return [data ?? EMPTY_DRAFT, change];
}
