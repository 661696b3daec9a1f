/** The row of headline figures. */
import { useTranslation } from 'react-i18next';
import type { DateRange, Overview } from '#shared/contract/index.ts';
import { changeOf } from '../../components/index.ts';
import { type Formats, useFormats } from '../../i18n/index.ts';
import { FIGURES, type FigureName, type Figures, figuresOf, isCostIncomplete } from './figures.ts';
import { type Headline, HeadlineTile } from './headline-tile.tsx';

export function Headlines({ overview }: { overview: Overview }) {
  const { t } = useTranslation('overview');
  const formats = useFormats();
  const { totals, currency, previousRange, weekdayRange } = overview;
  const current = figuresOf(totals.current);
  const previous = figuresOf(totals.previous);
  const weekdays = figuresOf(totals.sameWeekdays);
  const notes = notesOf(current, formats, currency, t);
  return (
    <ul className="tiles" aria-label={t('headlines')}>
      {FIGURES.map((name) => {
        const headline: Headline = {
          name: t(`figures.${name}`),
          value: wordFigure(formats, currency, name, current[name], true),
          exact: wordFigure(formats, currency, name, current[name], false),
          note: notes[name] ?? null,
          againstPrevious: changeOf(current[name], previous[name]),
          againstWeekdays: changeOf(current[name], weekdays[name]),
          plain: name === 'refunds' || name === 'costs',
        };
        return (
          <HeadlineTile
            key={name}
            headline={headline}
            previousDays={wordRange(formats, previousRange)}
            weekdayDays={wordRange(formats, weekdayRange)}
          />
        );
      })}
    </ul>
  );
}

type Translate = ReturnType<typeof useTranslation<'overview'>>['t'];

function notesOf(
  figures: Figures,
  formats: Formats,
  currency: string | null,
  t: Translate,
): Partial<Record<FigureName, string | null>> {
  const { grossMargin, costKnown, refundRate, deliveryCost, platformFee } = figures;
  const profit = [];
  if (grossMargin !== null) profit.push(t('notes.margin', { share: formats.percent(grossMargin) }));
  if (isCostIncomplete(figures)) profit.push(t('notes.costKnown', { share: formats.percent(costKnown ?? 0) }));
  if (figures.grossProfit === null) profit.push(t('notes.noCost'));
  return {
    grossProfit: profit.join(' · '),
    refunds: refundRate === null ? null : t('notes.refundRate', { share: formats.percent(refundRate) }),
    costs: t('notes.costs', {
      delivery: formats.compactMoney(deliveryCost, currency),
      platform: formats.compactMoney(platformFee, currency),
    }),
  };
}

function wordFigure(
  formats: Formats,
  currency: string | null,
  name: FigureName,
  value: number | null,
  large: boolean,
): string {
  if (value === null) return '–';
  if (name === 'orders') return formats.number(value);
  if (name === 'units') return formats.quantity(value);
  return large ? formats.headline(value, currency) : formats.money(value, currency);
}

function wordRange(formats: Formats, { from, to }: DateRange): string {
  return from === to ? formats.date(from) : `${formats.date(from)} – ${formats.date(to)}`;
}
