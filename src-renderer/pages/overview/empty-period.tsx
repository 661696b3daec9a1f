/** No orders in the period: says so, and leads to where there are some. */
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { DateRange } from '#shared/contract/index.ts';
import { EmptyNotice, NoDataYet } from '../../components/index.ts';
import { useFormats } from '../../i18n/index.ts';
import { type Bounds, lastDaysWithData, type Period } from '../../state/index.ts';

interface EmptyPeriodProps {
  readonly bounds: Bounds;
  readonly range: DateRange;
  readonly allStores: boolean;
  readonly onPeriod: (period: Period) => void;
  readonly onAllStores: () => void;
}

export function EmptyPeriod({ bounds, range, allStores, onPeriod, onAllStores }: EmptyPeriodProps) {
  const { t } = useTranslation('overview');
  const formats = useFormats();
  const { last } = bounds;
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
