/** The lines of an order with their share of what it brought. */
import { useTranslation } from 'react-i18next';
import type { OrderDetail } from '#shared/contract/index.ts';
import { useFormats } from '../../i18n/index.ts';

export function LinesTable({ order }: { order: OrderDetail }) {
  const { t } = useTranslation('orders');
  const formats = useFormats();
  const money = (count: number | null): string =>
    count === null ? t('detail.notSaid') : formats.money(count, order.currency);
  return (
    <section>
      <h2 id="order-lines">{t('detail.lines')}</h2>
      <div className="scroll-box">
        <table className="plain-table" aria-labelledby="order-lines">
          <thead>
            <tr>
              <th scope="col">{t('detail.line')}</th>
              <th scope="col">{t('detail.product')}</th>
              <th scope="col" className="figure">
                {t('detail.quantity')}
              </th>
              <th scope="col" className="figure">
                {t('detail.unitPrice')}
              </th>
              <th scope="col" className="figure">
                {t('columns.grossSales')}
              </th>
              <th scope="col" className="figure">
                {t('columns.refunds')}
              </th>
              <th scope="col" className="figure">
                {t('detail.cost')}
              </th>
            </tr>
          </thead>
          <tbody>
            {order.lines.map((line, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two lines may have one number and one product
              <tr key={index}>
                <td>{line.lineNumber}</td>
                <td>
                  {line.name === '' ? line.code : line.name}
                  {line.name !== '' && line.name !== line.code && <span className="quiet block">{line.code}</span>}
                </td>
                <td className="figure">{formats.quantity(line.quantity)}</td>
                <td className="figure">{money(line.unitPrice)}</td>
                <td className="figure">{money(line.grossSales)}</td>
                <td className="figure">{line.refunds === 0 ? t('detail.notSaid') : money(line.refunds)}</td>
                <td className="figure">{money(line.cost)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
