/** No order to show: says why, and leads to where there are some. */
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { EmptyNotice, NoDataYet } from '../../components/index.ts';
import { useFormats } from '../../i18n/index.ts';
import { customPeriod, useScope } from '../../state/index.ts';
import { Elsewhere } from './elsewhere.tsx';
import { isNarrowed, type OrderFilters, UNNARROWED } from './order-filters.ts';

interface NoOrdersProps {
  readonly filters: OrderFilters;
  readonly change: (part: Partial<OrderFilters>) => void;
}

export function NoOrders({ filters, change }: NoOrdersProps) {
  const { t } = useTranslation('orders');
  const formats = useFormats();
  const { scope, range, bounds, setScope } = useScope();
  const narrowed = isNarrowed(filters);
  const last = bounds?.last ?? null;
  const lastIsElsewhere = last !== null && range !== null && (last < range.from || last > range.to);
  if (bounds?.last === null && scope.stores === 'all') return <NoDataYet />;
  return (
    <EmptyNotice sentence={narrowed ? t('noneMatching') : t('none')}>
      {filters.number !== null && <Elsewhere number={filters.number} onOpen={(open) => change({ open })} />}
      {narrowed && (
        <Button type={filters.number === null ? 'primary' : 'default'} onClick={() => change(UNNARROWED)}>
          {t('showAll')}
        </Button>
      )}
      {lastIsElsewhere && (
        <Button type={narrowed ? 'default' : 'primary'} onClick={() => setScope({ period: customPeriod(last, last) })}>
          {t('toLastDay', { date: formats.date(last) })}
        </Button>
      )}
      {last === null && scope.stores !== 'all' && (
        <Button type={narrowed ? 'default' : 'primary'} onClick={() => setScope({ stores: 'all' })}>
          {t('toAllStores')}
        </Button>
      )}
    </EmptyNotice>
  );
}
