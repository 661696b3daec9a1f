/** Carriers, sending parcels and following them. */
import {
  type Carrier,
  type Fields,
  type PlatformApi,
  type RemoteTracking,
  readChinaTime,
} from '../../platform/index.ts';
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
    read.list(root.logistics_companies).map((company) => ({
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

export const traceParcel: PlatformApi<{ readonly code: string; readonly trackingNumber: string }, readonly Fields[]> =
  pddApi(
    'pdd.logistics.ordertrace.get',
    // Spelt so.
    'logistics_ordertrace_get_resposne',
    ({ code, trackingNumber }) => ({ company_code: code, mail_no: trackingNumber, cache: false }),
    (root) => read.list(root.trace_list),
  );

const STATUS: Readonly<Record<string, RemoteTracking['status']>> = {
  SEND: 'out_for_delivery',
  SIGN: 'delivered',
  SIGN_ON_BEHALF: 'delivered',
  IN_CABINET: 'out_for_delivery',
  OUT_CABINET: 'delivered',
  FAIL: 'exception',
  STAY_IN_WAREHOUSE: 'exception',
  REJECTION: 'refused',
  RETURN: 'returning',
};

/** The last step says where the parcel is. */
export function mapTrace(trackingNumber: string, carrier: string | null, steps: readonly Fields[]): RemoteTracking {
  const events = steps
    .map((step) => ({
      at: readChinaTime(step.status_time) ?? readChinaTime(step.time) ?? 0,
      text: read.text(step.status_desc) ?? read.text(step.desc) ?? '',
      location: read.text(step.node_description),
      // Written with a space here and there.
      action: (read.text(step.action) ?? '').replaceAll(' ', ''),
    }))
    .sort((one, other) => one.at - other.at);
  const last = events.at(-1);
  return {
    trackingNumber,
    carrier,
    status: last ? (STATUS[last.action] ?? 'in_transit') : 'pending',
    events: events.map(({ at, text, location }) => ({ at, text, location })),
  };
}
