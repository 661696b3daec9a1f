/** Where an order's parcel is: the order's details name it, and the carrier's events are asked for by its number. */
import type { Fields, PlatformContext, RemoteTracking } from '../../platform/index.ts';
import { readOrderDetails } from './orders.ts';
import { readPacificTime } from './pacific-time.ts';
import { read, syncApi, unwrap } from './request.ts';

interface ParcelArgs {
  readonly trackingNumber: string;
  readonly order: string;
  readonly service: string;
  readonly country: string;
}

const eventsApi = syncApi(
  'aliexpress.logistics.redefining.querytrackingresult',
  ({ trackingNumber, order, service, country }: ParcelArgs) => ({
    logistics_no: trackingNumber,
    origin: 'ESCROW',
    out_ref: order,
    service_name: service,
    to_area: country,
  }),
  // A carrier that tells nothing yet is no failure: the parcel is still there.
  (root) => unwrap(root.details, 'details'),
);

export async function readTracking(context: PlatformContext, number: string): Promise<RemoteTracking | null> {
  const details = await readOrderDetails(context, number);
  const parcel = unwrap(details?.logistic_info_list, 'logistic_info_list').find(
    ({ logistics_no }) => read.text(logistics_no) !== null,
  );
  if (!details || !parcel) return null;
  const trackingNumber = read.id(parcel.logistics_no, 'logistics_no');
  const events = await context.call(eventsApi, {
    trackingNumber,
    order: number,
    service: read.text(parcel.logistics_type_code) ?? '',
    country: read.text(read.fields(details.receipt_address).country) ?? '',
  });
  return {
    trackingNumber,
    carrier: read.text(parcel.logistics_service_name) ?? read.text(parcel.logistics_type_code),
    status: statusOf(parcel, events.length),
    events: events.map((event) => ({
      at: readPacificTime(event.event_date) ?? 0,
      text: read.text(event.event_desc) ?? read.text(event.status) ?? '',
      location: read.text(event.address),
    })),
  };
}

function statusOf(parcel: Fields, events: number): RemoteTracking['status'] {
  if (parcel.receive_status === 'received') return 'delivered';
  if (parcel.receive_status === 'not_received') return 'exception';
  return events > 0 ? 'in_transit' : 'pending';
}
