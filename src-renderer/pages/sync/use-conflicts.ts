/** Deciding conflicts and taking decisions back, from keys and from buttons alike. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conflict } from '#shared/contract/index.ts';
import { useApi, useClient } from '../../api/index.ts';
import type { Side } from './conflict-keys.ts';
import { useSyncAction } from './use-sync-action.ts';

/** The contract gives no more at once. */
const MOST = 500;

export function useConflicts() {
  const { t } = useTranslation('sync');
  const api = useApi();
  const client = useClient();
  const [lastDecided, setLastDecided] = useState<number | null>(null);
  const open = useQuery(api.sync.conflicts.queryOptions({ input: { state: 'open', limit: MOST } }));
  const resolved = useQuery(api.sync.conflicts.queryOptions({ input: { state: 'resolved', limit: MOST } }));
  const resolve = useSyncAction(
    ({ conflict, side, value }: { conflict: Conflict; side: Side; value: number | string | null }) =>
      client.sync.resolve({ id: conflict.id, resolution: side, ...(value === null ? {} : { value }) }),
    ({ id, kind, subject }) => {
      setLastDecided(id);
      return t('conflicts.decided', { kind: t(`kinds.${kind}`), subject });
    },
  );
  const undo = useSyncAction(
    (id: number) => client.sync.undoResolution({ id }),
    () => {
      setLastDecided(null);
      return t('conflicts.undone');
    },
  );
  return { open, resolved, resolve, undo, lastDecided };
}
