/** Which store a shop feeds: one that is here, or a new one. */
import { useQuery } from '@tanstack/react-query';
import { Input, Radio, Select } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Store } from '#shared/contract/index.ts';
import { useApi } from '../../api/index.ts';
import { storeLabel } from '../../components/index.ts';
import type { ConnectDraft } from './connect-draft.ts';

interface StoreChoiceProps {
  readonly draft: ConnectDraft;
  onChange(part: Partial<ConnectDraft>): void;
}

export function StoreChoice({ draft, onChange }: StoreChoiceProps) {
  const { t } = useTranslation('sync');
  const id = useId();
  const stores = useQuery(useApi().stores.list.queryOptions()).data?.stores ?? [];
  const { feeds, storeId, newStore } = draft;
  return (
    <div className="store-choice">
      <Radio.Group
        aria-label={t('connect.store')}
        value={feeds}
        options={[
          { value: 'new', label: t('connect.new') },
          { value: 'existing', label: t('connect.existing'), disabled: stores.length === 0 },
        ]}
        onChange={(event) => onChange({ feeds: event.target.value as ConnectDraft['feeds'] })}
      />
      {feeds === 'existing' ? (
        <StoreSelect
          label={t('connect.store')}
          stores={stores}
          value={storeId}
          onChange={(chosen) => onChange({ storeId: chosen })}
        />
      ) : (
        <div className="field">
          <label htmlFor={id}>{t('connect.storeName')}</label>
          <Input
            id={id}
            maxLength={120}
            value={newStore}
            onChange={(event) => onChange({ newStore: event.target.value })}
          />
        </div>
      )}
    </div>
  );
}

interface StoreSelectProps {
  readonly label: string;
  readonly stores: readonly Store[];
  readonly value: Store['id'] | null;
  onChange(id: Store['id']): void;
}

export function StoreSelect({ label, stores, value, onChange }: StoreSelectProps) {
  const { t } = useTranslation('sync');
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <Select<Store['id']>
        id={id}
        showSearch={{ optionFilterProp: 'label' }}
        placeholder={t('connect.chooseStore')}
        {...(value === null ? {} : { value })}
        options={stores.map((store) => ({ value: store.id, label: storeLabel(store) }))}
        onChange={onChange}
      />
    </div>
  );
}
