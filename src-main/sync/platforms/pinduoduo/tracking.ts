/** Following parcels. */
import {
  type Fields,
  orNull,
  type PlatformApi,
  type PlatformContext,
  type RemoteOrder,
  type RemoteTracking,
  readChinaTime,
} from '../../platform/index.ts';
import { isMissing } from './faults.ts';
import { carriers } from './logistics.ts';
import { orderInformation } from './orders.ts';
import { pddApi, read } from './request.ts';

export async function readTracking(
  context: PlatformContext,
  { number }: Pick<RemoteOrder, 'number' | 'remoteId'>,
): Promise<RemoteTracking | null> {
  const found = await orNull(isMissing, () => context.call(orderInformation, number));
  const trackingNumber = read.text(found?.tracking_number);
  if (!found || trackingNumber === null) return null;
  const carrier = (await context.call(carriers, null)).find(({ id }) => id === read.text(found.logistics_id));
  if (!carrier) return mapTrace(trackingNumber, null, []);
  const steps = await context.call(traceParcel, { code: carrier.code, trackingNumber });
  return mapTrace(trackingNumber, carrier.name, steps);
}

const traceParcel: PlatformApi<{ readonly code: string; readonly trackingNumber: string }, readonly Fields[]> = pddApi(
  'pdd.logistics.ordertrace.get',
  // Spelt so.
  'logistics_ordertrace_get_resposne',
  ({ code, trackingNumber }) => ({ company_code: code, mail_no: trackingNumber, cache: false }),
  (root) => read.list(root.trace_list, 'trace_list'),
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
