/** Says that it is saved, what will become of it, and offers to take it back. */
import { CheckCircleOutlined, CloseOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { StoreId } from '#shared/domain/ids.ts';
import { useApi } from '../../api/index.ts';
import { useFailureText, useSyncStatus } from '../../components/index.ts';
import { useSourceName } from '../../i18n/index.ts';
import { outlookOf } from './outlook.ts';
import type { SavedStep, Saving } from './use-saving.ts';

interface SavedNoticeProps {
  readonly storeId: StoreId;
  readonly saving: Saving;
  readonly children: ReactNode;
}

/** `children` stand there while there is nothing to say. */
export function SavedNotice({ storeId, saving, children }: SavedNoticeProps) {
  const { t } = useTranslation('products');
  const failureText = useFailureText();
  const { last, undoing, undoError, undo, closeNotice } = saving;
  return (
    <div className="saved-notice" role="status">
      {last === null && children}
      {last !== null && (
        <>
          <CheckCircleOutlined aria-hidden={true} className="saved-icon" />
          <span className="saved-sentence">
            <StepWords storeId={storeId} step={last} />
            {undoError !== null && <span className="warning-text"> {failureText(undoError).sentence}</span>}
          </span>
          {last.kind === 'saved' && (
            <Button size="small" loading={undoing} onClick={() => undo(last.editId)}>
              {t('saved.undo')}
            </Button>
          )}
          <Button
            size="small"
            type="text"
            icon={<CloseOutlined />}
            aria-label={t('saved.close')}
            onClick={closeNotice}
          />
        </>
      )}
    </div>
  );
}

function StepWords({ storeId, step }: { storeId: StoreId; step: SavedStep }) {
  const { t } = useTranslation('products');
  const nameOf = useSourceName();
  const api = useApi();
  const status = useSyncStatus().data ?? null;
  const edits = useQuery(api.products.edits.queryOptions({ input: { storeId } })).data?.edits;
  const { kind, editId, changes, products, listings } = step;
  const waiting = edits?.find((edit) => edit.editId === editId)?.waiting ?? changes;
  const outlook = outlookOf(status, { listings, changes, waiting });
  const shops = [...new Set(listings.map(({ platform }) => nameOf(platform)))].join(', ');
  const what =
    kind === 'undone'
      ? t('saved.undone')
      : products.length === 1
        ? t('saved.one', { name: products[0] ?? '' })
        : t('saved.many', { count: products.length });
  return `${what} ${t(`saved.${outlook}`, { shops })}`;
}
