/** A long list of orders as a real table, drawn only where it is in sight; more are asked for before the end comes up. */
import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { OrderSummary } from '#shared/contract/index.ts';
import type { OrderId } from '#shared/domain/ids.ts';
import { LongTable, useRowsInSight, useStoreLabel } from '../../components/index.ts';
import { useFormats, useSourceName } from '../../i18n/index.ts';
import { useBoxHeight } from '../use-box-height.ts';

interface OrdersTableProps {
  readonly orders: readonly OrderSummary[];
  /** These are the orders of the filters before; the new ones are on their way. */
  readonly outdated: boolean;
  readonly hasMore: boolean;
  readonly loadingMore: boolean;
  onMore(): void;
  onOpen(id: OrderId): void;
}

const COLUMNS = [
  { name: 'number', figure: false, width: 196 },
  { name: 'placedAt', figure: false, width: 151 },
  { name: 'store', figure: false, width: 182 },
  { name: 'channel', figure: false, width: 96 },
  { name: 'status', figure: false, width: 112 },
  { name: 'units', figure: true, width: 64 },
  { name: 'total', figure: true, width: 114 },
  { name: 'grossSales', figure: true, width: 114 },
  { name: 'refunds', figure: true, width: 104 },
] as const;
/** Fits the smallest window, with order numbers of up to 20 digits. */
const WIDTH = COLUMNS.reduce((sum, { width }) => sum + width, 0);
/** So many characters at a number's end are always shown. */
const KEPT_END = 8;
/** Rows before the end at which more are asked for. */
const AHEAD = 40;

export function OrdersTable({ orders, outdated, hasMore, loadingMore, onMore, onOpen }: OrdersTableProps) {
  const { t } = useTranslation('orders');
  const formats = useFormats();
  const nameOf = useSourceName();
  const storeOf = useStoreLabel();
  const box = useRef<HTMLElement>(null);
  const height = useBoxHeight(box);
  const sight = useRowsInSight(box, orders.length, height);
  const nearEnd = sight.end >= orders.length - AHEAD;
  useEffect(() => {
    if (nearEnd && hasMore && !loadingMore && !outdated) onMore();
  }, [nearEnd, hasMore, loadingMore, outdated, onMore]);
  const headings = COLUMNS.map(({ name, figure, width }) => (
    <th key={name} scope="col" className={figure ? 'figure' : undefined} style={{ width }}>
      {t(`columns.${name}`)}
    </th>
  ));
  return (
    <div className="card orders-card">
      <LongTable
        box={box}
        sight={sight}
        count={orders.length}
        more={hasMore}
        label={t('tableLabel')}
        className="orders-box"
        busy={outdated}
        width={WIDTH}
        headings={headings}
      >
        {(index, place) => {
          const order = orders[index]!;
          const total = formats.money(order.total, order.currency);
          const grossSales = formats.money(order.grossSales, order.currency);
          const refunds = order.refunds === 0 ? '–' : formats.money(order.refunds, order.currency);
          return (
            <tr key={order.id} {...place} className="order-row" onClick={() => onOpen(order.id)}>
              <td title={order.number}>
                <button
                  type="button"
                  aria-label={t('open', { number: order.number })}
                  onClick={(event) => {
                    event.stopPropagation();
                    onOpen(order.id);
                  }}
                >
                  <NumberCutBeforeItsEnd number={order.number} />
                </button>
              </td>
              <td className="digits">{formats.placed(order.businessDate, order.localTime)}</td>
              <td title={storeOf(order.storeId, order.storeName)}>{storeOf(order.storeId, order.storeName)}</td>
              <td title={nameOf(order.channel)}>{nameOf(order.channel)}</td>
              <td title={t(`statuses.${order.status}`)}>{t(`statuses.${order.status}`)}</td>
              <td className="figure">{formats.quantity(order.units)}</td>
              <td className="figure" title={total}>
                {total}
              </td>
              <td className="figure" title={grossSales}>
                {grossSales}
              </td>
              <td className="figure" title={refunds}>
                {refunds}
              </td>
            </tr>
          );
        }}
      </LongTable>
      <footer className="orders-footer quiet">
        <span role="status">
          {loadingMore
            ? t('loadingMore')
            : t(hasMore ? 'shownMore' : 'shown', { orders: formats.number(orders.length) })}
        </span>
        {hasMore && (
          <Button size="small" type="link" disabled={loadingMore} onClick={onMore}>
            {t('more')}
          </Button>
        )}
      </footer>
    </div>
  );
}

/** Neighbouring orders differ at the ends of their numbers: what does not fit is left out before it. */
function NumberCutBeforeItsEnd({ number }: { number: string }) {
  return (
    <>
      <span>{number.slice(0, -KEPT_END)}</span>
      <span>{number.slice(-KEPT_END)}</span>
    </>
  );
}
