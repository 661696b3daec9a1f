/** Stores, period and currency: what the page below is about. */
import { Segmented, Select } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { customPeriod, PRESETS, type Preset, useScope } from '../state/index.ts';
import { PeriodPicker } from './period-picker.tsx';
import { StorePicker } from './store-picker.tsx';
import { useCurrencies } from './use-currencies.ts';

export function ScopeBar() {
  const { t } = useTranslation();
  const { scope, range, bounds, setScope } = useScope();
  const currencies = useCurrencies(scope, range);
  return (
    <search className="scope-bar" aria-label={t('scope.label')}>
      <StorePicker value={scope.stores} onChange={(stores) => setScope({ stores, currency: null })} />
      <Segmented<Preset | 'custom'>
        aria-label={t('scope.period')}
        value={scope.period?.preset ?? 'custom'}
        options={PRESETS.map((preset) => ({ value: preset, label: t(`scope.${preset}`) }))}
        onChange={(preset) => {
          if (preset !== 'custom') setScope({ period: { preset } });
        }}
      />
      <PeriodPicker
        range={range}
        latest={
          bounds === null
            ? null
            : dayjs(bounds.last !== null && bounds.last > bounds.today ? bounds.last : bounds.today)
        }
        onChange={({ from, to }) => setScope({ period: customPeriod(from, to) })}
      />
      {currencies.length > 1 && (
        <Select
          aria-label={t('scope.currency')}
          value={scope.currency ?? currencies[0]?.code ?? null}
          options={currencies.map(({ code }) => ({ value: code, label: code }))}
          onChange={(currency) => setScope({ currency })}
        />
      )}
    </search>
  );
}
