/** Deciding conflicts and taking decisions back, from keys and from buttons alike. */
import { useMutationState, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conflict } from '#shared/contract/index.ts';
import { useApi, useClient } from '../../api/index.ts';
import type { Side } from './conflict-keys.ts';
import { useSyncAction } from './use-sync-action.ts';

/** The contract gives no more at once. */
const MOST = 500;

/** Whoever is quick decides and takes back before the engine has answered: nothing of it is lost, and one follows the other. */
const IN_TURN = { scope: { id: 'conflicts' } };
const DECIDING = ['conflicts', 'decide'];

interface Decision {
  readonly conflict: Conflict;
  readonly side: Side;
  /** Null where a side is taken as it is. */
  readonly value: number | string | null;
}

export function useConflicts() {
  const { t } = useTranslation('sync');
  const api = useApi();
  const client = useClient();
  const [lastDecided, setLastDecided] = useState<number | null>(null);
  const open = useQuery(api.sync.conflicts.queryOptions({ input: { state: 'open', limit: MOST } }));
  const resolved = useQuery(api.sync.conflicts.queryOptions({ input: { state: 'resolved', limit: MOST } }));
  const resolve = useSyncAction(
    async ({ conflict: { id }, side, value }: Decision) => {
      try {
        return await client.sync.resolve({ id, resolution: side, ...(value === null ? {} : { value }) });
      } catch (error) {
        setLastDecided((last) => (last === id ? null : last));
        throw error;
      }
    },
    ({ kind, subject }) => t('conflicts.decided', { kind: t(`kinds.${kind}`), subject }),
    { ...IN_TURN, mutationKey: DECIDING },
  );
  const takeBack = useSyncAction(
    (id: number) => client.sync.undoResolution({ id }),
    () => t('conflicts.undone'),
    IN_TURN,
  );
  const deciding = useMutationState({
    filters: { mutationKey: DECIDING, status: 'pending' },
    select: ({ state }) => (state.variables as Decision).conflict.id,
  });

  function decide(decision: Decision): void {
    setLastDecided(decision.conflict.id);
    resolve.mutate(decision);
  }

  function undo(id: number): void {
    setLastDecided(null);
    takeBack.mutate(id);
  }

  return {
    open,
    resolved,
    /** The conflicts whose decisions are on their way. */
    deciding,
    decide,
    undo,
    isUndoing: takeBack.isPending,
    /** Null: nothing was decided since the page was opened, or it was taken back. */
    lastDecided,
  };
}
