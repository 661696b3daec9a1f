/** How the orders of the scope stand, in one slim line; a press narrows the list to one status, another one undoes it. */
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { DateRange, StoreScope } from '#shared/contract/index.ts';
import type { OrderStatusName } from '#shared/domain/order-status.ts';
import { useApi } from '../../api/index.ts';
import { FailureNotice } from '../../components/index.ts';
import { useFormats } from '../../i18n/index.ts';

interface StatusStripProps {
  readonly stores: StoreScope;
  readonly range: DateRange;
  /** Null for the currency with the most orders. */
  readonly currency: string | null;
  readonly status: OrderStatusName | null;
  readonly onStatus: (status: OrderStatusName | null) => void;
}

export function StatusStrip({ stores, range, currency, status, onStatus }: StatusStripProps) {
  const { t } = useTranslation('orders');
  const formats = useFormats();
  const sums = useQuery(
    useApi().orders.byStatus.queryOptions({
      input: { stores, from: range.from, to: range.to, ...(currency === null ? {} : { currency }) },
    }),
  );
  if (sums.error !== null) return <FailureNotice error={sums.error} onRetry={() => void sums.refetch()} />;
  // The place is kept while it loads, so that the list below does not move.
  if (sums.data === undefined) return <div className="status-strip is-skeleton" />;
  const { rows, currency: counted } = sums.data;
  if (rows.length === 0) return null;
  return (
    <fieldset className="status-strip">
      <legend className="visually-hidden">{t('byStatus', { currency: counted ?? '' })}</legend>
      {rows.map((row) => (
        <button
          key={row.status}
          type="button"
          className="status-count"
          aria-pressed={row.status === status}
          onClick={() => onStatus(row.status === status ? null : row.status)}
        >
          <span className="quiet">{t(`statuses.${row.status}`)}</span>
          <b className="figure">{formats.number(row.orders)}</b>
          <span className="figure" title={formats.money(row.total, counted)}>
            {formats.headline(row.total, counted)}
          </span>
        </button>
      ))}
      {counted !== null && <span className="quiet status-currency">{t('inCurrency', { currency: counted })}</span>}
    </fieldset>
  );
}
