/** What an order brought and cost, each amount with a sentence on what it counts. */
import { useTranslation } from 'react-i18next';
import type { OrderDetail } from '#shared/contract/index.ts';
import { useFormats } from '../../i18n/index.ts';

/** They stand there even when nothing was paid. */
const SALES = ['total', 'grossSales', 'refunds', 'netSales'] as const;
/** Files often do not give them: zero is left out. */
const BESIDE = ['shippingFee', 'tax', 'discount', 'deliveryCost', 'platformFee'] as const;

export function OrderAmounts({ order }: { order: OrderDetail }) {
  const { t } = useTranslation('orders');
  const formats = useFormats();
  const amounts = { ...order, netSales: order.grossSales - order.refunds };
  return (
    <section>
      <h2>{t('detail.amounts')}</h2>
      <dl className="amounts">
        {[...SALES, ...BESIDE.filter((name) => amounts[name] !== 0)].map((name) => (
          <div key={name} className={name === 'netSales' ? 'is-sum' : undefined}>
            <dt>
              {t(`detail.amountNames.${name}`)} <span className="quiet">{t(`detail.explained.${name}`)}</span>
            </dt>
            <dd>{formats.money(amounts[name], order.currency)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
