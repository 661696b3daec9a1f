/** A product on each shop: what is there now, what will be there, and why it is not there yet. */
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ProductListing, ProductRow } from '#shared/contract/index.ts';
import { useApi } from '../../api/index.ts';
import { PlainTable, useReasonText } from '../../components/index.ts';
import { useFormats, useSourceName } from '../../i18n/index.ts';
import type { Draft } from './draft.ts';
import { expectedThere } from './expected-there.ts';
import { StateWord } from './listing-states.tsx';

interface ListingsTableProps {
  readonly row: ProductRow;
  readonly draft: Draft;
  readonly now: number;
}

export function ListingsTable({ row, draft, now }: ListingsTableProps) {
  const { t } = useTranslation('products');
  return (
    <section>
      <h2 id="product-listings">{t('detail.platforms')}</h2>
      {row.listings.length === 0 ? (
        <p className="quiet">{t('detail.noPlatforms')}</p>
      ) : (
        <div className="scroll-box">
          <PlainTable
            labelledBy="product-listings"
            className="listings-table"
            columns={[
              { label: t('detail.shop') },
              { label: t('detail.nowThere'), figure: true },
              { label: t('detail.afterwards'), figure: true },
              { label: t('detail.stateThere') },
            ]}
          >
            {row.listings.map((listing) => (
              <ListingLine
                key={`${listing.shopId}/${listing.listingId}`}
                row={row}
                listing={listing}
                draft={draft}
                now={now}
              />
            ))}
          </PlainTable>
        </div>
      )}
    </section>
  );
}

interface ListingLineProps extends ListingsTableProps {
  readonly listing: ProductListing;
}

function ListingLine({ row, listing, draft, now }: ListingLineProps) {
  const { t } = useTranslation('products');
  const formats = useFormats();
  const nameOf = useSourceName();
  const expected = expectedThere(row, listing, draft);
  const count = (quantity: number | null) => (quantity === null ? t('detail.noCount') : formats.quantity(quantity));
  const markOf = (differs: boolean) => (differs ? 'block is-expected' : 'block');
  return (
    <tr>
      <td>
        {nameOf(listing.platform)}
        <span className="quiet block">{listing.shop}</span>
      </td>
      <td className="figure">
        {formats.money(listing.price, listing.currency)}
        <span className="block">{count(listing.quantity)}</span>
        <span className="quiet block">{t('detail.said', { when: formats.moment(listing.saidAt, now) })}</span>
      </td>
      <td className="figure">
        <span className={markOf(expected.price !== listing.price)}>
          {formats.money(expected.price, listing.currency)}
        </span>
        <span className={markOf(expected.quantity !== listing.quantity)}>{count(expected.quantity)}</span>
        {expected.otherCurrency && <span className="quiet block">{t('detail.otherCurrency')}</span>}
      </td>
      <td>
        <StateWord state={listing.state} />
        {listing.waitingSince !== null && (
          <span className="quiet block">{t('waitingSince', { when: formats.moment(listing.waitingSince, now) })}</span>
        )}
        {listing.waitingSince !== null && <Missing shopId={listing.shopId} code={row.code} />}
        {listing.state === 'conflict' && <Link to="/sync/conflicts">{t('states.conflict')}</Link>}
      </td>
    </tr>
  );
}

/** Why the platform does not have it as it is here. */
function Missing({ shopId, code }: { shopId: number; code: string }) {
  const reasonText = useReasonText();
  const timeline = useQuery(useApi().sync.timeline.queryOptions({ input: { shopId, subject: code } }));
  const missing = timeline.data?.missing ?? null;
  if (missing === null) return null;
  const { sentence, wayOut } = reasonText(missing);
  return (
    <span className="quiet block">
      {sentence} {wayOut}
    </span>
  );
}
