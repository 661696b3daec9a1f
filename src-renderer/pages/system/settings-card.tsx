/** The settings that staff and IT share; each is saved when it is changed. */
import { Select, Skeleton } from 'antd';
import { useId, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Settings } from '#shared/contract/index.ts';
import { currencies, timeZones } from '../choices.ts';
import { languageChoices } from '../language-choices.ts';
import { useUpdateSettings } from '../use-update-settings.ts';

const CHOICES = {
  theme: ['system', 'light', 'dark'],
  riseColour: ['system', 'red', 'green'],
} as const;

export function SettingsCard({ settings }: { settings: Settings | undefined }) {
  const { t } = useTranslation('system');
  const update = useUpdateSettings();
  const zones = useMemo(timeZones, []);
  const money = useMemo(currencies, []);
  return (
    <section className="card" aria-labelledby="system-settings">
      <h2 id="system-settings">{t('settings.heading')}</h2>
      {settings === undefined ? (
        <Skeleton active title={false} paragraph={{ rows: 4 }} />
      ) : (
        <div className="settings-grid">
          <Choice
            label={t('settings.language')}
            value={settings.language}
            options={languageChoices(t('settings.asSystem'))}
            onChange={(language) => update.mutate({ language })}
          />
          <Choice
            label={t('settings.theme')}
            value={settings.theme}
            options={CHOICES.theme.map((value) => ({ value, label: t(`settings.themes.${value}`) }))}
            onChange={(theme) => update.mutate({ theme })}
          />
          <Choice
            label={t('settings.riseColour')}
            value={settings.riseColour}
            options={CHOICES.riseColour.map((value) => ({ value, label: t(`settings.riseColours.${value}`) }))}
            onChange={(riseColour) => update.mutate({ riseColour })}
          />
          <Choice
            label={t('settings.timeZone')}
            value={settings.defaultTimeZone}
            options={zones}
            onChange={(defaultTimeZone) => update.mutate({ defaultTimeZone })}
          />
          <Choice
            label={t('settings.currency')}
            value={settings.defaultCurrency}
            options={money}
            onChange={(defaultCurrency) => update.mutate({ defaultCurrency })}
          />
        </div>
      )}
    </section>
  );
}

interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: { value: Value; label: string }[];
  onChange(value: Value): void;
}

function Choice<Value extends string>({ label, value, options, onChange }: ChoiceProps<Value>) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <Select<Value> id={id} showSearch={options.length > 8} value={value} options={options} onChange={onChange} />
    </div>
  );
}
