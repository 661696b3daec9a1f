/** What was edited in a store, the newest first; each step can be taken back as one. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Drawer, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Store } from '#shared/contract/index.ts';
import { useApi } from '../../api/index.ts';
import { FailureNotice, useFailureText, useNow, useReasonText } from '../../components/index.ts';
import { useFormats } from '../../i18n/index.ts';

interface EditsDrawerProps {
  readonly store: Store;
  readonly open: boolean;
  onClose(): void;
}

export function EditsDrawer({ store, open, onClose }: EditsDrawerProps) {
  const { t } = useTranslation('products');
  return (
    <Drawer
      open={open}
      onClose={onClose}
      size="min(620px, 96vw)"
      title={t('edits.title', { store: store.name })}
      closable={{ 'aria-label': t('edits.close') }}
      destroyOnHidden
    >
      <EditList store={store} />
    </Drawer>
  );
}

function EditList({ store }: { store: Store }) {
  const { t } = useTranslation('products');
  const formats = useFormats();
  const now = useNow(60_000);
  const api = useApi();
  const queries = useQueryClient();
  const { notification } = App.useApp();
  const failureText = useFailureText();
  const reasonText = useReasonText();
  const list = useQuery(api.products.edits.queryOptions({ input: { storeId: store.id } }));
  const undo = useMutation(
    api.products.undo.mutationOptions({
      onSuccess: () => void queries.invalidateQueries({ queryKey: api.products.key() }),
      onError: (error) => {
        const { sentence, wayOut } = failureText(error);
        notification.error({ title: sentence, description: wayOut });
      },
    }),
  );
  if (list.isPending) return <Skeleton active />;
  if (list.data === undefined) return <FailureNotice error={list.error} onRetry={() => void list.refetch()} />;
  const { edits } = list.data;
  if (edits.length === 0) return <p className="quiet">{t('edits.none')}</p>;
  return (
    <ul className="edit-list">
      {edits.map(({ editId, at, products, changes, waiting, undoable, reason }) => {
        const when = formats.moment(at, now);
        return (
          <li key={editId}>
            <span>
              <b>{when}</b> {t('edits.products', { count: products })}
              <span className="quiet block">
                {changes === 0
                  ? t('edits.onlyHere')
                  : waiting > 0
                    ? t('edits.waiting', { waiting, changes })
                    : t('edits.sent', { count: changes })}
                {reason !== null && ` · ${reasonText(reason).sentence}`}
              </span>
            </span>
            {undoable && (
              <Button
                size="small"
                aria-label={t('edits.undo', { when })}
                loading={undo.isPending && undo.variables.editId === editId}
                onClick={() => undo.mutate({ editId })}
              >
                {t('saved.undo')}
              </Button>
            )}
          </li>
        );
      })}
    </ul>
  );
}
