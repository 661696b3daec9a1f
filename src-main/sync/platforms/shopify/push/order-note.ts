/** The note that the shop keeps with an order. */
import type { PlatformContext, PushOf, PushOutcome } from '../../../platform/index.ts';
import { orderGid } from '../orders.ts';
import { errorsOf, mutationApi, outcomeOf } from './mutations.ts';

const noteApi = mutationApi('orderUpdate', 'userErrors { field message }');

export async function pushNotes(
  context: PlatformContext,
  items: readonly PushOf<'order-note'>[],
): Promise<readonly PushOutcome[]> {
  const payloads = await context.call(
    noteApi,
    items.map(({ remoteId, note }) => ({
      arguments: { input: { type: 'OrderInput!', value: { id: orderGid(remoteId), note } } },
    })),
  );
  return items.map(({ changeId }, n) => outcomeOf(changeId, errorsOf(payloads[n] ?? {})[0]));
}
