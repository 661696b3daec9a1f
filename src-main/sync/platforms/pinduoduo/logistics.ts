/** Carriers, and sending parcels. */
import type { Carrier, PlatformApi } from '../../platform/index.ts';
import { acknowledged, pddApi, read } from './request.ts';

export interface PddCarrier extends Carrier {
  /** What orders and parcels name a carrier by. */
  readonly id: string;
}

export const carriers: PlatformApi<null, readonly PddCarrier[]> = pddApi(
  'pdd.logistics.companies.get',
  'logistics_companies_get_response',
  () => ({}),
  (root) =>
    read.list(root.logistics_companies, 'logistics_companies').map((company) => ({
      id: read.id(company.id, 'id'),
      code: read.text(company.code) ?? '',
      name: read.text(company.logistics_company) ?? '',
    })),
  { open: true },
);

export interface PddParcel {
  readonly number: string;
  readonly carrierId: string;
  readonly trackingNumber: string;
}

/** A second time is refused: the order is sent already. */
export const sendOnline: PlatformApi<PddParcel, null> = pddApi(
  'pdd.logistics.online.send',
  'logistics_online_send_response',
  ({ number, carrierId, trackingNumber }) => ({
    order_sn: number,
    logistics_id: carrierId,
    tracking_number: trackingNumber,
  }),
  (root) => acknowledged(root.is_success, root),
  { writes: true },
);
