/** Offers the currency and time zone of the system's own region where the settings say others; one press takes them. */
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Settings } from '#shared/contract/index.ts';
import { useUpdateSettings } from '../use-update-settings.ts';
import { guessOf } from './region-guess.ts';

export function Suggestion({ settings }: { settings: Settings }) {
  const { t } = useTranslation('welcome');
  const update = useUpdateSettings();
  const guess = guessOf(navigator.language, Intl.DateTimeFormat().resolvedOptions().timeZone);
  const currency = guess.currency ?? settings.defaultCurrency;
  if (currency === settings.defaultCurrency && guess.timeZone === settings.defaultTimeZone) return null;
  return (
    <p className="welcome-suggestion">
      {t('suggestion', { currency, zone: guess.timeZone })}{' '}
      <Button
        size="small"
        loading={update.isPending}
        onClick={() => update.mutate({ defaultCurrency: currency, defaultTimeZone: guess.timeZone })}
      >
        {t('takeSuggestion')}
      </Button>
    </p>
  );
}
