/** One headline figure with its two comparisons. */
import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import { Change } from '../../components/index.ts';

export interface Headline {
  readonly name: string;
  readonly value: string;
  /** All digits, for whoever points at the figure. */
  readonly exact: string;
  /** What must be said beside the figure; null when nothing. */
  readonly note: string | null;
  readonly againstPrevious: number | null;
  readonly againstWeekdays: number | null;
  /** More of it is neither good nor bad news by itself. */
  readonly plain: boolean;
}

interface HeadlineTileProps {
  readonly headline: Headline;
  readonly previousDays: string;
  readonly weekdayDays: string;
}

export function HeadlineTile({ headline, previousDays, weekdayDays }: HeadlineTileProps) {
  const { t } = useTranslation('overview');
  const { name, value, exact, note, againstPrevious, againstWeekdays, plain } = headline;
  return (
    <li className="tile">
      <span className="tile-name">{name}</span>
      <span className="tile-value" title={exact} style={lengthOf(value)}>
        {value}
      </span>
      <span className="tile-note" title={note ?? undefined}>
        {note}
      </span>
      <span className="tile-change" title={previousDays}>
        <Change ratio={againstPrevious} plain={plain} /> <span>{t('against.previous')}</span>
      </span>
      <span className="tile-change" title={weekdayDays}>
        <Change ratio={againstWeekdays} plain={plain} /> <span>{t('against.weekdays')}</span>
      </span>
    </li>
  );
}

/** Tells the style sheet how long the figure is, so that a very long one is set smaller instead of being cut off. */
function lengthOf(value: string): CSSProperties {
  return { '--length': value.length } as CSSProperties;
}
