/** No orders in the period: says so, and leads to where there are some. */
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { DateRange, Overview } from '#shared/contract/index.ts';
import { EmptyNotice, NoDataYet } from '../../components/index.ts';
import { useFormats } from '../../i18n/index.ts';
import { type Bounds, lastDaysWithData, type Period } from '../../state/index.ts';

interface EmptyPeriodProps {
  readonly bounds: Bounds;
  readonly range: DateRange;
  readonly allStores: boolean;
  /** The one that was asked for; null for any. */
  readonly currency: string | null;
  /** Those that were ever sold in, with their orders of these days, the most first. */
  readonly currencies: Overview['currencies'];
  readonly onPeriod: (period: Period) => void;
  readonly onAllStores: () => void;
  readonly onAnyCurrency: () => void;
}

export function EmptyPeriod(props: EmptyPeriodProps) {
  const { bounds, range, allStores, currency, currencies, onPeriod, onAllStores, onAnyCurrency } = props;
  const { t } = useTranslation('overview');
  const formats = useFormats();
  const { last } = bounds;
  const others = currencies.filter(({ orders }) => orders > 0).map(({ code }) => code);
  if (currency !== null && others[0] !== undefined) {
    return (
      <EmptyNotice sentence={t('empty.currency', { currency, others: others.join(', ') })}>
        <Button type="primary" onClick={onAnyCurrency}>
          {t('empty.toCurrency', { currency: others[0] })}
        </Button>
      </EmptyNotice>
    );
  }
  if (last !== null) {
    return (
      <EmptyNotice sentence={t('empty.period', { date: formats.date(last) })}>
        <Button type="primary" onClick={() => onPeriod(lastDaysWithData(range, last))}>
          {t('empty.toLastDay')}
        </Button>
      </EmptyNotice>
    );
  }
  if (allStores) return <NoDataYet />;
  return (
    <EmptyNotice sentence={t('empty.stores')}>
      <Button type="primary" onClick={onAllStores}>
        {t('empty.toAllStores')}
      </Button>
    </EmptyNotice>
  );
}
