/** How old the numbers are and where they came from. */
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Freshness } from '#shared/contract/index.ts';
import { type Formats, useFormats } from '../i18n/index.ts';
import { useNow } from './use-now.ts';

/** The age is shown in seconds only at first, so that a still page stays still. */
const TICK = 5_000;

export function FreshnessLine({ freshness }: { freshness: Freshness }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const now = Math.max(useNow(TICK), Date.parse(freshness.computedAt));
  const parts: string[] = [t('age.computed', { ago: formats.ago(freshness.computedAt, now) })];
  if (freshness.source === 'cache') parts.push(t('age.cached'));
  if (freshness.stale) parts.push(t('age.stale'));
  parts.push(originOf(freshness, formats, now, t));
  const sentence = parts.join(' · ');
  // A narrow panel cuts the line, and it names the first file only.
  return (
    <p className="freshness" title={[sentence, ...(freshness.lastImport?.files ?? [])].join('\n')}>
      {sentence}
    </p>
  );
}

function originOf({ lastImport, dataAsOf }: Freshness, formats: Formats, now: number, t: TFunction<'shell'>): string {
  if (lastImport !== null) {
    const [file = '', ...others] = lastImport.files;
    return t('age.from', {
      files: others.length === 0 ? file : t('age.fromMore', { file, count: others.length }),
      when: formats.moment(lastImport.finishedAt, now),
    });
  }
  return dataAsOf === null ? t('age.noData') : t('age.edited', { when: formats.moment(dataAsOf, now) });
}
