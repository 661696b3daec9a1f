/** Sending parcels and following them. */
import {
  type Carrier,
  type Fields,
  type PlatformApi,
  type RemoteTracking,
  readChinaTime,
} from '../../platform/index.ts';
import { read, topApi, wrapped } from './request.ts';

export const carriers: PlatformApi<null, readonly Carrier[]> = topApi(
  'taobao.logistics.companies.get',
  () => ({ fields: 'id,code,name' }),
  (root) =>
    wrapped(root.logistics_companies, 'logistics_company').map((company) => ({
      code: read.id(company.code, 'code'),
      name: read.text(company.name) ?? '',
    })),
  { session: false },
);

export interface Parcel {
  readonly tid: string;
  readonly carrierCode: string;
  readonly trackingNumber: string;
}

/** The seller has handed it to a carrier: the trade is sent. A second time is refused. */
export const sendOffline: PlatformApi<Parcel, null> = topApi(
  'taobao.logistics.offline.send',
  ({ tid, carrierCode, trackingNumber }) => ({ tid, company_code: carrierCode, out_sid: trackingNumber }),
  () => null,
  { writes: true },
);

export const traceParcel: PlatformApi<string, RemoteTracking | null> = topApi(
  'taobao.logistics.trace.search',
  (tid) => ({ tid }),
  (root) => {
    const trackingNumber = read.text(root.out_sid);
    if (trackingNumber === null) return null;
    const steps = wrapped(root.trace_list, 'transit_step_info');
    return {
      trackingNumber,
      carrier: read.text(root.company_name),
      status: statusOf(read.text(root.status) ?? '', steps),
      events: steps.map((step) => ({
        at: readChinaTime(step.status_time) ?? 0,
        text: read.text(step.status_desc) ?? '',
        location: null,
      })),
    };
  },
);

/** TOP gives the state in words. */
function statusOf(said: string, steps: readonly Fields[]): RemoteTracking['status'] {
  if (/对方拒绝签收/.test(said)) return 'refused';
  if (/签收失败|揽收失败|不接单/.test(said)) return 'exception';
  if (/已签收/.test(said)) return 'delivered';
  const last = read.text(steps.at(-1)?.action) ?? '';
  if (/派/.test(last)) return 'out_for_delivery';
  return steps.length > 0 || /揽收成功/.test(said) ? 'in_transit' : 'pending';
}
