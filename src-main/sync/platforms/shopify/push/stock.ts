/**
 * Stock is adjusted by what was added or taken away, so that what customers buy meanwhile stays counted. The change's id is the
 * idempotency key: Shopify carries a change out once, however often it is sent.
 */
import { AppError } from '#shared/domain/app-error.ts';
import {
  type Fields,
  type PlatformContext,
  type PushOf,
  type PushOutcome,
  wholePieces,
} from '../../../platform/index.ts';
import { gid, idOfGid, readListingId } from '../ids.ts';
import { connectionOf } from '../orders.ts';
import { graphqlApi, read } from '../request.ts';
import { errorsOf, type Mutation, mutationApi, outcomeOf, refused } from './mutations.ts';

const adjustApi = mutationApi('inventoryAdjustQuantities', 'userErrors { field message code }');

/** Where items are kept, for shops that were connected without naming the location. */
const locationsApi = graphqlApi({
  name: 'inventoryItems',
  cost: (items: readonly string[]) => 1 + items.length * 5,
  document: () => `query inventoryItems($ids: [ID!]!) {
    nodes(ids: $ids) { ... on InventoryItem { id inventoryLevels(first: 1) { nodes { location { id } } } } }
  }`,
  variables: (items) => ({ ids: items.map((item) => gid('InventoryItem', item)) }),
  read: (data) => new Map(read.list(data.nodes, 'nodes').flatMap(locationOf)),
});

function locationOf(item: Fields): readonly (readonly [item: string, location: string])[] {
  const [level] = connectionOf(item.inventoryLevels, 'inventoryLevels').nodes;
  const location = read.text(read.fields(level?.location).id);
  return location === null ? [] : [[idOfGid(read.id(item.id, 'inventoryItem.id')), idOfGid(location)]];
}

/** A key whose attempt failed is used up: the change has then surely not been made, and goes out under the next one. */
const KEY_USED_UP = 'IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED';
const KEYS = 5;

/** A change that can be sent, and where to. */
interface Adjustment {
  readonly changeId: string;
  readonly pieces: number;
  readonly item: string;
  readonly location: string;
}

export async function pushStock(
  context: PlatformContext,
  items: readonly PushOf<'stock'>[],
): Promise<readonly PushOutcome[]> {
  const { adjustments, outcomes } = await prepare(context, items);
  let waiting = adjustments;
  for (let n = 1; waiting.length > 0; n++) {
    const payloads = await send(context, waiting, n, outcomes);
    if (!payloads) break;
    const again: Adjustment[] = [];
    for (const [place, adjustment] of waiting.entries()) {
      const [error] = errorsOf(payloads[place] ?? {});
      if (error?.code === KEY_USED_UP && n < KEYS) again.push(adjustment);
      else if (error?.code === 'CHANGE_FROM_QUANTITY_STALE') outcomes.push({ ...adjustment, outcome: 'stale' });
      else outcomes.push(outcomeOf(adjustment.changeId, error));
    }
    waiting = again;
  }
  return outcomes;
}

/** Sends them under their nth keys; what was acknowledged before is not lost when a later round finds no answer. */
async function send(
  context: PlatformContext,
  adjustments: readonly Adjustment[],
  n: number,
  outcomes: PushOutcome[],
): Promise<readonly Fields[] | null> {
  try {
    return await context.call(
      adjustApi,
      adjustments.map((adjustment) => mutationOf(adjustment, n)),
    );
  } catch (error) {
    if (!(error instanceof AppError) || outcomes.length === 0) throw error;
    for (const { changeId } of adjustments) outcomes.push({ changeId, outcome: 'failed', error });
    return null;
  }
}

function mutationOf({ changeId, pieces, item, location }: Adjustment, n: number): Mutation {
  const change = {
    delta: pieces,
    inventoryItemId: gid('InventoryItem', item),
    locationId: gid('Location', location),
    // Said outright: whatever it holds by now, this much is added.
    changeFromQuantity: null,
  };
  const input = { name: 'available', reason: 'correction', changes: [change] };
  return {
    arguments: { input: { type: 'InventoryAdjustQuantitiesInput!', value: input } },
    idempotencyKey: n === 1 ? changeId : `${changeId}-${n}`,
  };
}

async function prepare(context: PlatformContext, items: readonly PushOf<'stock'>[]) {
  const chosen = context.setting('locationId');
  const itemIds = items.map(({ listingId }) => readListingId(listingId).item);
  const located = chosen === null ? await context.call(locationsApi, itemIds) : null;
  const adjustments: Adjustment[] = [];
  const outcomes: PushOutcome[] = [];
  for (const { changeId, delta, listingId } of items) {
    const { item } = readListingId(listingId);
    const location = chosen ?? located?.get(item);
    if (location === undefined) outcomes.push(refused(changeId, 'NOT_STOCKED_THERE'));
    else {
      try {
        adjustments.push({ changeId, pieces: wholePieces('shopify', delta), item, location });
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        outcomes.push({ changeId, outcome: 'failed', error });
      }
    }
  }
  return { adjustments, outcomes };
}
