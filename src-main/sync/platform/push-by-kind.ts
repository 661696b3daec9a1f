/** Hands items to what sends their kind. */
import { AppError } from '#shared/domain/app-error.ts';
import { MONEY_SCALE } from '#shared/domain/money.ts';
import { QUANTITY_SCALE } from '#shared/domain/quantity.ts';
import type { PushItem, PushKind, PushOutcome } from './push.ts';
import { pushGroups } from './push-groups.ts';
import { type Refusal, refusal } from './refusal.ts';

const CENTS = 100;

export type PushOf<Kind extends PushKind> = Extract<PushItem, { kind: Kind }>;

/** What a platform takes; a kind that is left out is not among its capabilities. */
export type Senders = {
  readonly [Kind in PushKind]?: (items: readonly PushOf<Kind>[]) => Promise<readonly PushOutcome[]>;
};

/** Items are of one kind. @throws AppError as the sender does; PUSH_UNSUPPORTED where the platform takes no such thing. */
export async function pushByKind(
  platform: string,
  items: readonly PushItem[],
  senders: Senders,
): Promise<readonly PushOutcome[]> {
  const kind = items[0]?.kind;
  if (kind === undefined) return [];
  // Every sender is handed its own kind only.
  const send = senders[kind] as ((items: readonly PushItem[]) => Promise<readonly PushOutcome[]>) | undefined;
  if (!send) throw new AppError('PUSH_UNSUPPORTED', { action: 'park', details: { platform, kind, unsent: true } });
  return send(items.filter((item) => item.kind === kind));
}

/** The outcome of an item that was carried out; platforms that tell no version use this. */
export function done({ changeId }: PushItem): PushOutcome {
  return { changeId, outcome: 'done', version: null };
}

/**
 * A delta in pieces, for platforms that count nothing smaller.
 * @throws AppError WHOLE_PIECES_ONLY (to be set aside) where it is not whole.
 */
export function wholePieces(platform: string, delta: number): number {
  return whole(platform, 'WHOLE_PIECES_ONLY', delta / QUANTITY_SCALE, String(delta / QUANTITY_SCALE));
}

/**
 * A price in hundredths of the currency's unit, for platforms that take no smaller ones.
 * @throws AppError WHOLE_CENTS_ONLY (to be set aside) where it is not whole.
 */
export function wholeCents(platform: string, price: number): number {
  return whole(platform, 'WHOLE_CENTS_ONLY', (price * CENTS) / MONEY_SCALE, String(price / MONEY_SCALE));
}

/** @param shown as staff entered it. */
function whole(platform: string, code: Refusal, value: number, shown: string): number {
  if (Number.isInteger(value)) return value;
  throw refusal(code, platform, { value: shown, action: 'park' });
}

/** For calls that take one item: each goes out alone. */
export function oneByOne<Item extends PushItem>(
  send: (item: Item) => Promise<unknown>,
): (items: readonly Item[]) => Promise<readonly PushOutcome[]> {
  return (items) =>
    pushGroups(
      items.map((item) => [item]),
      async (group) => {
        for (const item of group) await send(item);
        return group.map(done);
      },
    );
}
