/** Carriers, and sending parcels. */
import type { Carrier, PlatformApi } from '../../platform/index.ts';
import { api1688, read } from './request.ts';

export const carriers: PlatformApi<null, readonly Carrier[]> = api1688(
  'com.alibaba.logistics',
  'alibaba.logistics.OpQueryLogisticCompanyList.offline',
  () => ({}),
  (body) =>
    read.list(body.result, 'result').map((company) => ({
      code: read.text(company.companyNo) ?? '',
      name: read.text(company.companyName) ?? '',
    })),
);

export interface Parcel1688 {
  readonly orderId: string;
  readonly lines: readonly { readonly lineId: string; readonly pieces: number }[];
  readonly carrier: Carrier;
  readonly trackingNumber: string;
}

/** 1688 wants a weight of everything, in kilograms, and does nothing with it where the seller chose the carrier. */
const WEIGHT = 1;

/** All that was ordered, in one parcel. A second time is refused. */
export const sendOffline: PlatformApi<Parcel1688, null> = api1688(
  'com.alibaba.logistics',
  'alibaba.logistics.OpDeliverySendOrder.offline',
  ({ orderId, lines, carrier, trackingNumber }) => ({
    sendGoods: JSON.stringify([
      {
        sourceId: orderId,
        sendGoodEntries: lines.map(({ lineId, pieces }) => ({ sourceEntryId: lineId, amount: pieces, weight: WEIGHT })),
      },
    ]),
    extBody: JSON.stringify({ cpCode: carrier.code, logisticsCpName: carrier.name, mailNo: trackingNumber }),
  }),
  () => null,
  { writes: true },
);
