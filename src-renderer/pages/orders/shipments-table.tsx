/** What was sent of an order, by whom, and when it came. */
import { useTranslation } from 'react-i18next';
import type { OrderDetail } from '#shared/contract/index.ts';
import { useNow } from '../../components/index.ts';
import { useFormats } from '../../i18n/index.ts';

export function ShipmentsTable({ order }: { order: OrderDetail }) {
  const { t } = useTranslation('orders');
  const formats = useFormats();
  const now = useNow(60_000);
  const moment = (instant: string | null): string =>
    instant === null ? t('detail.notSaid') : formats.moment(instant, now);
  return (
    <section>
      <h2 id="order-shipments">{t('detail.shipments')}</h2>
      {order.shipments.length === 0 ? (
        <p className="quiet">{t('detail.noShipments')}</p>
      ) : (
        <table className="plain-table" aria-labelledby="order-shipments">
          <thead>
            <tr>
              <th scope="col">{t('detail.carrier')}</th>
              <th scope="col">{t('detail.tracking')}</th>
              <th scope="col">{t('detail.shippedAt')}</th>
              <th scope="col">{t('detail.deliveredAt')}</th>
            </tr>
          </thead>
          <tbody>
            {order.shipments.map((shipment) => (
              <tr key={`${shipment.carrier}${shipment.trackingNumber}`}>
                <td>{shipment.carrier ?? t('detail.notSaid')}</td>
                <td>{shipment.trackingNumber}</td>
                <td>{moment(shipment.shippedAt)}</td>
                <td>{moment(shipment.deliveredAt)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
