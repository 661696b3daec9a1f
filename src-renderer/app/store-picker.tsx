/** One store, several or all, also of 500: searchable, and nothing is asked of the engine until the list is closed. */
import { useQuery } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Store, StoreScope } from '#shared/contract/index.ts';
import type { StoreId } from '#shared/domain/ids.ts';
import { useApi } from '../api/index.ts';
import { storeLabel } from '../components/index.ts';

interface StorePickerProps {
  readonly value: StoreScope;
  readonly onChange: (stores: StoreScope) => void;
}

export function StorePicker({ value, onChange }: StorePickerProps) {
  const { t } = useTranslation();
  const stores = useQuery(useApi().stores.list.queryOptions()).data?.stores;
  const [draft, setDraft] = useState<readonly StoreId[] | null>(null);
  const [search, setSearch] = useState('');
  const options = useMemo(() => (stores ?? []).map(toOption), [stores]);
  const found = useMemo(() => options.filter((option) => matches(option, search)), [options, search]);

  const chosen = draft ?? (value === 'all' ? [] : value);
  const close = (): void => {
    const next = draft === null || draft.length === 0 || draft.length === stores?.length ? 'all' : [...draft];
    if (draft !== null && String(next) !== String(value)) onChange(next);
    setDraft(null);
    setSearch('');
  };
  return (
    <Select<StoreId[], StoreOption>
      className="store-picker"
      mode="multiple"
      aria-label={t('scope.stores')}
      placeholder={t('scope.allStores')}
      value={stores === undefined ? [] : [...chosen]}
      options={options}
      loading={stores === undefined}
      showSearch={{
        searchValue: search,
        onSearch: setSearch,
        filterOption: (_, option) => option !== undefined && matches(option, search),
        autoClearSearchValue: false,
      }}
      maxTagCount={chosen.length === 1 ? 1 : 0}
      maxTagPlaceholder={(stores) => t('scope.selectedStores', { count: stores.length })}
      popupMatchSelectWidth={340}
      listHeight={360}
      allowClear
      onClear={() => {
        setDraft(null);
        onChange('all');
      }}
      notFoundContent={<p className="store-picker-none">{t('scope.noStoreFound')}</p>}
      onChange={(ids) => setDraft(ids)}
      onOpenChange={(open) => (open ? setDraft(value === 'all' ? [] : value) : close())}
      popupRender={(list) => (
        <>
          <div className="store-picker-actions">
            <Button size="small" type="text" onClick={() => setDraft([])}>
              {t('scope.allStores')}
            </Button>
            {search !== '' && found.length > 0 && (
              <Button size="small" type="text" onClick={() => setDraft(union(chosen, found))}>
                {t('scope.selectFound', { count: found.length })}
              </Button>
            )}
            <span className="store-picker-count">
              {chosen.length > 0 && t('scope.selectedStores', { count: chosen.length })}
            </span>
          </div>
          {list}
        </>
      )}
    />
  );
}

interface StoreOption {
  readonly value: StoreId;
  readonly label: string;
  /** What a search looks at, in lower case. */
  readonly text: string;
}

function toOption(store: Store): StoreOption {
  const { id, name, code, city, region, country } = store;
  const text = [name, code, city, region, country].filter(Boolean).join(' ').toLowerCase();
  return { value: id, label: storeLabel(store), text };
}

/** Every word of the search must occur somewhere. */
function matches(option: StoreOption, search: string): boolean {
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => option.text.includes(word));
}

function union(chosen: readonly StoreId[], found: readonly StoreOption[]): StoreId[] {
  return [...new Set([...chosen, ...found.map(({ value }) => value)])];
}
