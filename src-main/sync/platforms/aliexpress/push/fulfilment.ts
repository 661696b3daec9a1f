/** A parcel is told for the whole order, by the key that AliExpress has for its carrier. */
import {
  type Carrier,
  done,
  findCarrier,
  type PlatformContext,
  type PushOf,
  type PushOutcome,
  pushGroups,
} from '../../../platform/index.ts';
import { businessFault, read, syncApi, unwrap } from '../request.ts';

const carriersApi = syncApi(
  'aliexpress.logistics.redefining.listlogisticsservice',
  (_: null) => ({}),
  (root): readonly Carrier[] =>
    unwrap(root.result_list, 'result_list').map((service) => ({
      code: read.id(service.service_name, 'service_name'),
      name: read.text(service.display_name) ?? '',
    })),
);

const fulfilApi = syncApi(
  'aliexpress.solution.order.fulfill',
  ({
    order,
    service,
    trackingNumber,
  }: {
    readonly order: string;
    readonly service: string;
    readonly trackingNumber: string;
  }) => ({
    service_name: service,
    out_ref: order,
    send_type: 'all',
    logistics_no: trackingNumber,
  }),
  (root) => {
    const result = read.fields(root.result);
    if (read.yes(result.result_success)) return;
    throw businessFault(read.text(result.result_error_code), read.text(result.result_error_desc));
  },
  { writes: true },
);

export function pushFulfilments(
  context: PlatformContext,
  items: readonly PushOf<'fulfilment'>[],
): Promise<readonly PushOutcome[]> {
  return pushGroups(
    items.map((item) => [item]),
    async ([item]) => {
      if (!item) return [];
      const { code } = findCarrier('aliexpress', await context.call(carriersApi, null), item.carrier);
      await context.call(fulfilApi, { order: item.remoteId, service: code, trackingNumber: item.trackingNumber });
      return [done(item)];
    },
  );
}
