/** Asks which store a file belongs to when it does not say: one there is, a new one, or a column of the file. */
import { useQuery } from '@tanstack/react-query';
import { Button, Input, Radio, Select } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FileSettings } from '#shared/contract/index.ts';
import { useApi } from '../../api/index.ts';
import { withColumn } from './file-columns.ts';
import type { DraftFile } from './import-draft.ts';

interface StoreQuestionProps {
  readonly file: DraftFile;
  readonly settings: FileSettings;
  /** Stores named for other files of this import, which are not there yet. */
  readonly named: readonly string[];
  correct(settings: FileSettings): void;
}

type Way = 'known' | 'fresh' | 'column';

export function StoreQuestion({ file, settings, named, correct }: StoreQuestionProps) {
  const { t } = useTranslation('import');
  const legend = useId();
  const stores = useQuery(useApi().ingest.storesMatching.queryOptions());
  const names = [...new Set([...named, ...(stores.data?.stores.map(({ name }) => name) ?? [])])];
  const fixed = settings.store;
  const [chosen, setWay] = useState<Way | null>(null);
  const suggested = file.inspected?.suggestedStore;
  const [name, setName] = useState(fixed ?? suggested ?? '');
  // A proposed name is taken by its button, also where such a store is there already.
  const isProposed = fixed === undefined && suggested !== undefined;
  const isFresh = names.length === 0 || isProposed || (fixed !== undefined && !names.includes(fixed));
  // Until the stores are known nothing is proposed: a field that gives way to another takes what is typed with it.
  const way = chosen ?? (stores.isPending ? null : isFresh ? 'fresh' : 'known');
  const give = (store: string): void => {
    const trimmed = store.trim();
    if (trimmed !== '') correct({ ...settings, store: trimmed });
  };
  const giveColumn = (column: number): void => {
    const { store: _, ...rest } = settings;
    correct({ ...rest, columns: withColumn(settings.columns, column, 'store') });
  };
  return (
    <fieldset className="store-question">
      <legend id={legend}>{t('store.question')}</legend>
      <p className="quiet">{t('store.explain')}</p>
      <Radio.Group
        aria-labelledby={legend}
        value={way}
        onChange={(event) => setWay(event.target.value as Way)}
        options={[
          { value: 'known', label: t('store.known'), disabled: names.length === 0 },
          { value: 'fresh', label: t('store.fresh') },
          { value: 'column', label: t('store.column') },
        ]}
      />
      <div className="store-answer">
        {way === 'known' && (
          <Select
            showSearch
            aria-label={t('store.pick')}
            placeholder={t('store.pick')}
            value={fixed !== undefined && names.includes(fixed) ? fixed : null}
            options={names.map((value) => ({ value, label: value }))}
            onChange={(value) => value !== null && give(value)}
          />
        )}
        {way === 'fresh' && (
          <>
            <Input
              aria-label={t('store.name')}
              placeholder={t('store.name')}
              maxLength={120}
              value={name}
              onChange={(event) => setName(event.target.value)}
              onPressEnter={() => give(name)}
            />
            <Button
              {...(fixed === undefined ? { type: 'primary' as const, ghost: true } : {})}
              disabled={name.trim() === '' || name.trim() === fixed}
              onClick={() => give(name)}
            >
              {t('store.use')}
            </Button>
          </>
        )}
        {way === 'column' && (
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            aria-label={t('store.pickColumn')}
            placeholder={t('store.pickColumn')}
            value={settings.columns.store ?? null}
            options={(file.inspected?.headings ?? []).map((heading, value) => ({
              value,
              label: heading === '' ? t('mapping.unnamed', { number: value + 1 }) : heading,
            }))}
            onChange={(value) => value !== null && giveColumn(value)}
          />
        )}
      </div>
    </fieldset>
  );
}
