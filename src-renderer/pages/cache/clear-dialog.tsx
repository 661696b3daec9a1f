/** Clears a part of the cache, after saying what that costs. */
import { skipToken, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Input, Modal, Radio, Select } from 'antd';
import { useDeferredValue, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type CacheLevel, type ClearTarget, cacheLevel } from '#shared/contract/index.ts';
import { useApi } from '../../api/index.ts';
import { FailureNotice, storeLabel } from '../../components/index.ts';
import { useFormats } from '../../i18n/index.ts';
import { formatDuration } from '../format-duration.ts';
import { type ClearDraft, draftOf, targetOf, WHATS } from './clear-draft.ts';
import { formatMemory } from './format-memory.ts';
import { useCacheNames } from './use-cache-names.ts';

interface ClearDialogProps {
  /** What it begins with; null: closed. */
  readonly target: ClearTarget | 'ask' | null;
  onClose(): void;
}

export function ClearDialog({ target, onClose }: ClearDialogProps) {
  return target === null ? null : <OpenDialog key={JSON.stringify(target)} begin={target} onClose={onClose} />;
}

function OpenDialog({ begin, onClose }: { begin: ClearTarget | 'ask'; onClose: () => void }) {
  const { t } = useTranslation('cache');
  const api = useApi();
  const queries = useQueryClient();
  const formats = useFormats();
  const { message } = App.useApp();
  const [draft, setDraft] = useState<ClearDraft>(() => draftOf(begin));
  const change = (part: Partial<ClearDraft>): void => setDraft((before) => ({ ...before, ...part }));
  const target = targetOf(draft);
  const clear = useMutation(
    api.cache.clear.mutationOptions({
      onSuccess({ entries, bytes }) {
        onClose();
        message.success(t('clear.done', { entries: formats.number(entries), bytes: formatMemory(bytes, formats) }));
      },
      onSettled: () => queries.invalidateQueries({ queryKey: api.cache.key() }),
    }),
  );
  return (
    <Modal
      open
      title={t('clear.title')}
      okText={t('clear.confirm')}
      cancelText={t('clear.cancel')}
      okButtonProps={{ danger: true, disabled: target === null, loading: clear.isPending }}
      cancelButtonProps={{ disabled: clear.isPending }}
      closable={!clear.isPending}
      onOk={() => target !== null && clear.mutate(target)}
      onCancel={onClose}
    >
      <div className="clear-dialog">
        <Radio.Group
          aria-label={t('clear.what')}
          optionType="button"
          value={draft.what}
          options={WHATS.map((value) => ({ value, label: t(`clear.whats.${value}`) }))}
          onChange={(event) => change({ what: event.target.value as ClearDraft['what'] })}
        />
        <div className="clear-which">
          <Which draft={draft} change={change} />
        </div>
        <Cost target={target} />
        {clear.error !== null && <FailureNotice error={clear.error} />}
      </div>
    </Modal>
  );
}

interface WhichProps {
  readonly draft: ClearDraft;
  change(part: Partial<ClearDraft>): void;
}

function Which({ draft, change }: WhichProps) {
  const { t } = useTranslation('cache');
  const names = useCacheNames();
  const id = useId();
  const stores = useQuery(useApi().stores.list.queryOptions()).data?.stores ?? [];
  switch (draft.what) {
    case 'all':
      return null;
    case 'level':
      return (
        <div className="field">
          <label htmlFor={id}>{t('columns.level')}</label>
          <Select<CacheLevel>
            id={id}
            value={draft.level}
            options={cacheLevel.options.map((value) => ({ value, label: names.level(value) }))}
            onChange={(level) => change({ level })}
          />
        </div>
      );
    case 'store':
      return (
        <div className="field">
          <label htmlFor={id}>{t('clear.store')}</label>
          <Select
            id={id}
            showSearch={{ optionFilterProp: 'label' }}
            value={draft.storeId}
            options={stores.map((store) => ({ value: store.id, label: storeLabel(store) }))}
            onChange={(storeId) => change({ storeId })}
          />
        </div>
      );
    case 'tag':
      return (
        <div className="field">
          <label htmlFor={id}>{t('clear.tag')}</label>
          <Input
            id={id}
            placeholder={t('clear.tagHint')}
            maxLength={200}
            value={draft.tag}
            onChange={(event) => change({ tag: event.target.value })}
          />
        </div>
      );
    case 'key':
      return (
        <div className="field">
          <label htmlFor={id}>{t('clear.key')}</label>
          <Input id={id} maxLength={500} value={draft.key} onChange={(event) => change({ key: event.target.value })} />
        </div>
      );
  }
}

function Cost({ target }: { target: ClearTarget | null }) {
  const { t } = useTranslation('cache');
  const formats = useFormats();
  const asked = useDeferredValue(target);
  const cost = useQuery(useApi().cache.clearCost.queryOptions({ input: asked ?? skipToken, staleTime: 0, gcTime: 0 }));
  if (cost.error !== null) return <FailureNotice error={cost.error} onRetry={() => void cost.refetch()} />;
  const { data } = cost;
  const sentence = (): string => {
    if (asked === null) return t('clear.choose');
    if (data === undefined) return t('clear.counting');
    if (data.entries === 0) return t('clear.costNothing');
    return t('clear.cost', {
      entries: formats.number(data.entries),
      bytes: formatMemory(data.bytes, formats),
      time: formatDuration(data.reloadMilliseconds / 1_000, formats.locale),
    });
  };
  return (
    <div className="clear-cost" role="status" aria-busy={asked !== null && data === undefined}>
      <h3>{t('clear.costHeading')}</h3>
      <p className="warning-text">{sentence()}</p>
      <p className="quiet">
        {t('clear.costExplained')} {t('clear.needed')}
      </p>
    </div>
  );
}
