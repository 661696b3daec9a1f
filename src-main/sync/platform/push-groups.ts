/**
 * A platform takes several items in one call only where they belong together, such as the variants of one product. Groups go
 * out one after the other, and what became of one group is not lost by what happens to the next.
 */
import { AppError } from '#shared/domain/app-error.ts';
import type { PushItem, PushOutcome } from './push.ts';

/**
 * Sends each group. A group that is refused as a whole is sent again item by item, for one bad item must not hold up the
 * others: a refusal says that nothing was done. What fails for another reason than the items ends it.
 * @throws AppError where that happens before anything was sent.
 */
export async function pushGroups<Item extends PushItem>(
  groups: readonly (readonly Item[])[],
  send: (group: readonly Item[]) => Promise<readonly PushOutcome[]>,
): Promise<readonly PushOutcome[]> {
  const outcomes: PushOutcome[] = [];
  const waiting = groups.map((group) => [...group]);
  for (let group = waiting.shift(); group; group = waiting.shift()) {
    try {
      outcomes.push(...(await send(group)));
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      if (isOfItems(error)) {
        if (group.length > 1) waiting.unshift(...group.map((item) => [item]));
        else outcomes.push(...failed(group, error));
        continue;
      }
      if (outcomes.length === 0) throw error;
      outcomes.push(...failed(group, error), ...failed(waiting.flat(), unsent(error)));
      break;
    }
  }
  return outcomes;
}

/** Puts items together by what they belong to, at most so many in one group. */
export function groupBy<Item>(items: readonly Item[], key: (item: Item) => string, most: number): Item[][] {
  const groups: Item[][] = [];
  const open = new Map<string, Item[]>();
  for (const item of items) {
    const name = key(item);
    const group = open.get(name);
    if (group && group.length < most) group.push(item);
    else {
      const begun = [item];
      open.set(name, begun);
      groups.push(begun);
    }
  }
  return groups;
}

function isOfItems({ action }: AppError): boolean {
  return action === 'refuse' || action === 'park';
}

function failed(items: readonly PushItem[], error: AppError): PushOutcome[] {
  return items.map(({ changeId }) => ({ changeId, outcome: 'failed', error }));
}

function unsent({ code, action, details, cause }: AppError): AppError {
  return new AppError(code, { action, details: { ...details, unsent: true }, cause });
}
