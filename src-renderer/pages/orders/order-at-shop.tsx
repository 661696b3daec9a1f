/** A note or a shipment for an order of a connected shop: saved at once, sent when it can be. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OrderDetail, ShopStatus } from '#shared/contract/index.ts';
import { useApi } from '../../api/index.ts';
import { FailureNotice, useReasonText, useSyncStatus } from '../../components/index.ts';
import { useSourceName } from '../../i18n/index.ts';

/** Shows nothing for an order that no connected shop has. */
export function OrderAtShop({ order }: { order: OrderDetail }) {
  const status = useSyncStatus().data;
  const forms = useQuery(useApi().sync.platforms.queryOptions()).data?.platforms;
  const shop = status?.shops.find(({ platform, storeId }) => platform === order.platform && storeId === order.storeId);
  const takes = forms?.find(({ platform }) => platform === order.platform)?.push ?? [];
  if (shop === undefined || (!takes.includes('order-note') && !takes.includes('fulfilment'))) return null;
  return (
    <AtShop
      key={order.id}
      shop={shop}
      number={order.number}
      takesNote={takes.includes('order-note')}
      takesShipment={takes.includes('fulfilment')}
      isOnline={status?.connection === 'online'}
    />
  );
}

interface AtShopProps {
  readonly shop: ShopStatus;
  readonly number: string;
  readonly takesNote: boolean;
  readonly takesShipment: boolean;
  readonly isOnline: boolean;
}

function AtShop({ shop, number, takesNote, takesShipment, isOnline }: AtShopProps) {
  const { t } = useTranslation('orders');
  const nameOf = useSourceName();
  const titleId = useId();
  const [note, setNote] = useState('');
  const [carrier, setCarrier] = useState('');
  const [trackingNumber, setTrackingNumber] = useState('');
  const api = useApi();
  const queries = useQueryClient();
  const edit = useMutation(
    api.sync.editOrder.mutationOptions({
      onSuccess: () => void queries.invalidateQueries({ queryKey: api.sync.timeline.key() }),
    }),
  );
  const name = nameOf(shop.platform);
  const order = { shopId: shop.shopId, number };
  const shipment = { carrier: carrier.trim(), trackingNumber: trackingNumber.trim() };
  const hasShipment = shipment.carrier !== '' && shipment.trackingNumber !== '';
  return (
    <section aria-labelledby={titleId}>
      <h2 id={titleId}>{t('atShop.title', { shop: name })}</h2>
      {takesNote && (
        <form
          className="at-shop"
          onSubmit={(event) => {
            event.preventDefault();
            if (note.trim() === '') return;
            edit.mutate({ ...order, note: note.trim() }, { onSuccess: () => setNote('') });
          }}
        >
          <Labelled
            label={`${t('atShop.note')} (${t('atShop.noteExplained')})`}
            value={note}
            longest={1_000}
            onType={setNote}
          />
          <Button htmlType="submit" loading={edit.isPending} disabled={note.trim() === ''}>
            {t('atShop.saveNote')}
          </Button>
        </form>
      )}
      {takesShipment && (
        <form
          className="at-shop"
          onSubmit={(event) => {
            event.preventDefault();
            if (!hasShipment) return;
            const empty = (): void => {
              setCarrier('');
              setTrackingNumber('');
            };
            edit.mutate({ ...order, shipment }, { onSuccess: empty });
          }}
        >
          <Labelled label={t('atShop.carrier')} value={carrier} longest={120} onType={setCarrier} />
          <Labelled label={t('atShop.tracking')} value={trackingNumber} longest={120} onType={setTrackingNumber} />
          <Button htmlType="submit" loading={edit.isPending} disabled={!hasShipment}>
            {t('atShop.saveShipment')}
          </Button>
        </form>
      )}
      <p role="status">
        <Way {...order} name={name} isOnline={isOnline} />
      </p>
      {edit.error !== null && <FailureNotice error={edit.error} />}
    </section>
  );
}

interface WayProps {
  readonly shopId: number;
  readonly number: string;
  readonly name: string;
  readonly isOnline: boolean;
}

/** How far what was done here has come. */
function Way({ shopId, number, name, isOnline }: WayProps) {
  const { t } = useTranslation('orders');
  const reasonText = useReasonText();
  const timeline = useQuery(useApi().sync.timeline.queryOptions({ input: { shopId, subject: number } })).data;
  const sent = timeline?.entries.filter(({ changeId }) => changeId !== null) ?? [];
  if (timeline === undefined || sent.length === 0) return null;
  if (timeline.missing === null) return t('atShop.arrived', { shop: name });
  if (timeline.missing.code !== 'CHANGE_WAITING') return reasonText(timeline.missing).sentence;
  return t(isOnline ? 'atShop.sent' : 'atShop.offline', { shop: name });
}

interface LabelledProps {
  readonly label: string;
  readonly value: string;
  readonly longest: number;
  onType(text: string): void;
}

function Labelled({ label, value, longest, onType }: LabelledProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <Input id={id} maxLength={longest} value={value} onChange={(event) => onType(event.target.value)} />
    </div>
  );
}
