/**
 * What happens in a world, drawn from a seed before anything runs. A step holds everything that it needs, so that a world can
 * be lived again without some of its steps: places count round, whatever there is when it is carried out.
 */
import type { ConflictPolicy } from '#shared/contract/index.ts';
import type { ConflictPolicies } from '../../../src-main/sync/conflicts/index.ts';
import { CRASH_POINTS, type CrashPointName } from '../../../src-main/sync/outbox/index.ts';
import { PLATFORM_NAMES, type PlatformName } from '../../../src-main/sync/platform/index.ts';
import type { Mishap } from '../../fakes/index.ts';
import { seeded } from '../../virtual-time/index.ts';

/** `pc`, `shop`, `listing` and `order` are places that are counted round. */
export type Step =
  | { readonly do: 'stock'; readonly pc: number; readonly listing: number; readonly pieces: number }
  | { readonly do: 'price'; readonly pc: number; readonly listing: number; readonly price: number }
  | { readonly do: 'title'; readonly pc: number; readonly listing: number; readonly title: string }
  | { readonly do: 'note'; readonly pc: number; readonly order: number; readonly note: string }
  | { readonly do: 'fulfilment'; readonly pc: number; readonly order: number; readonly tracking: string }
  | { readonly do: 'undo'; readonly pc: number }
  | { readonly do: 'resolve'; readonly pc: number; readonly resolution: 'local' | 'remote' }
  | { readonly do: 'retry-parked'; readonly pc: number }
  | { readonly do: 'sync-now'; readonly pc: number }
  | {
      readonly do: 'sale';
      readonly shop: number;
      readonly listing: number;
      readonly pieces: number;
      readonly paid: boolean;
    }
  | { readonly do: 'order-moves'; readonly shop: number; readonly order: number }
  | { readonly do: 'office-price'; readonly shop: number; readonly listing: number; readonly price: number }
  | { readonly do: 'office-title'; readonly shop: number; readonly listing: number; readonly title: string }
  | { readonly do: 'office-stock'; readonly shop: number; readonly listing: number; readonly pieces: number }
  | { readonly do: 'office-note'; readonly shop: number; readonly order: number; readonly note: string }
  | { readonly do: 'new-listing'; readonly shop: number; readonly title: string; readonly price: number }
  | { readonly do: 'wait'; readonly milliseconds: number }
  | { readonly do: 'webhooks'; readonly shop: number; readonly how: 'once' | 'twice' | 'backwards' | 'lost' }
  | { readonly do: 'crash'; readonly pc: number; readonly point: CrashPointName; readonly nth: number }
  | { readonly do: 'kill'; readonly pc: number }
  | { readonly do: 'call-fault'; readonly shop: number; readonly mishap: Mishap }
  | { readonly do: 'platform-down'; readonly shop: number; readonly milliseconds: number }
  | { readonly do: 'line-down'; readonly pc: number; readonly milliseconds: number }
  | { readonly do: 'clock'; readonly pc: number; readonly hours: number }
  | { readonly do: 'disk-full'; readonly pc: number; readonly pages: number; readonly milliseconds: number }
  | { readonly do: 'torn-log'; readonly pc: number }
  | { readonly do: 'back-up'; readonly pc: number }
  | { readonly do: 'restore-backup'; readonly pc: number }
  | { readonly do: 'lose-mirror'; readonly pc: number };

export interface StorePlan {
  readonly platforms: readonly PlatformName[];
  readonly pcs: number;
  readonly listings: number;
  readonly orders: number;
}

export interface Plan {
  readonly seed: number;
  readonly stores: readonly StorePlan[];
  readonly policies: ConflictPolicies;
  readonly steps: readonly Step[];
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const TEXTS = ['连衣裙', "O'Brien", '"; DROP TABLE change; --', 'Café', '雨靴 & 雨衣', '50% 折', 'Linen shirt'];

/** Draws a world. Actions, strings and ids come from streams of their own: one more string shifts no action. */
export function drawPlan(seed: number): Plan {
  const actions = seeded(seed * 3 + 1);
  const strings = seeded(seed * 3 + 2);
  const whole = (below: number) => Math.floor(actions() * below);
  const pick = <Item>(items: readonly Item[]): Item => items[whole(items.length)]!;
  const policy = (): ConflictPolicy => pick(['ask', 'ask', 'local', 'remote', 'newest', 'merge'] as const);
  /** No two texts are the same, so that each can be found where it ended. */
  let texts = 0;
  const text = () => `${TEXTS[Math.floor(strings() * TEXTS.length)]} ${++texts}`;
  /** Neither are two amounts: in whole cents, and in pieces whose sums tell them apart. */
  let amounts = 0;
  const price = () => (1_000 + ++amounts) * 100;
  const pieces = () => (200 + ++amounts * 37) * (actions() < 0.5 ? -1 : 1);

  const count = 3 + (actions() < 0.25 ? whole(6) : whole(2));
  const stores = Array.from({ length: count }, (_, place): StorePlan => {
    const first = PLATFORM_NAMES[(seed + place) % PLATFORM_NAMES.length]!;
    const second = pick(PLATFORM_NAMES.filter((name) => name !== first));
    const platforms = actions() < 0.25 ? [first, second] : [first];
    const two = actions() < 0.15;
    return {
      platforms,
      // AliExpress only takes amounts, not differences: two computers that set one at the same moment cannot both be right.
      pcs: two && !platforms.includes('aliexpress') ? 2 : 1,
      listings: 2 + whole(3),
      orders: 1 + whole(3),
    };
  });
  /** Half of what happens, happens at one place: so things meet. */
  const busy = whole(1_000);
  const at = () => (actions() < 0.5 ? busy : whole(1_000));
  const spell = () => (actions() < 0.1 ? whole(4 * HOUR) : whole(4 * MINUTE));

  function mishap(): Mishap {
    return pick<() => Mishap>([
      () => ({ kind: 'drop-after' }),
      () => ({ kind: 'drop-after' }),
      () => ({ kind: 'drop-after' }),
      () => ({ kind: 'drop-after' }),
      () => ({ kind: 'drop-before' }),
      () => ({ kind: 'silence', acted: actions() < 0.7 }),
      () => ({ kind: 'status', status: pick([500, 502, 503, 504] as const) }),
      () => ({ kind: 'throttle', seconds: 1 + whole(30) }),
      () => ({ kind: 'delay', milliseconds: whole(25 * SECOND) }),
      () => ({ kind: 'rubbish' }),
      () => ({ kind: 'expire-token' }),
      () => ({ kind: 'partial', places: [whole(2)], code: 'refused-by-chance' }),
    ])();
  }

  const kinds: readonly (readonly [weight: number, draw: () => Step])[] = [
    [10, () => ({ do: 'stock', pc: at(), listing: at(), pieces: pieces() })],
    [6, () => ({ do: 'price', pc: at(), listing: at(), price: price() })],
    [3, () => ({ do: 'title', pc: at(), listing: at(), title: text() })],
    [4, () => ({ do: 'note', pc: at(), order: at(), note: text() })],
    [4, () => ({ do: 'fulfilment', pc: at(), order: at(), tracking: `YT${seed}${++amounts}` })],
    [3, () => ({ do: 'undo', pc: at() })],
    [2, () => ({ do: 'resolve', pc: at(), resolution: pick(['local', 'remote'] as const) })],
    [1, () => ({ do: 'retry-parked', pc: at() })],
    [1, () => ({ do: 'sync-now', pc: at() })],
    [5, () => ({ do: 'sale', shop: at(), listing: at(), pieces: 1 + whole(5), paid: actions() < 0.8 })],
    [3, () => ({ do: 'order-moves', shop: at(), order: at() })],
    [4, () => ({ do: 'office-price', shop: at(), listing: at(), price: price() })],
    [2, () => ({ do: 'office-title', shop: at(), listing: at(), title: text() })],
    [1, () => ({ do: 'office-stock', shop: at(), listing: at(), pieces: pieces() })],
    [2, () => ({ do: 'office-note', shop: at(), order: at(), note: text() })],
    [1, () => ({ do: 'new-listing', shop: at(), title: text(), price: price() })],
    [16, () => ({ do: 'wait', milliseconds: actions() < 0.06 ? whole(HOUR) : whole(40 * SECOND) })],
    [2, () => ({ do: 'webhooks', shop: at(), how: pick(['once', 'twice', 'backwards', 'lost'] as const) })],
    [6, () => ({ do: 'crash', pc: at(), point: pick(CRASH_POINTS), nth: 1 + whole(3) })],
    [2, () => ({ do: 'kill', pc: at() })],
    [14, () => ({ do: 'call-fault', shop: at(), mishap: mishap() })],
    [2, () => ({ do: 'platform-down', shop: at(), milliseconds: spell() })],
    [2, () => ({ do: 'line-down', pc: at(), milliseconds: spell() })],
    [2, () => ({ do: 'clock', pc: at(), hours: pick([-48, -5, 0, 9, 48]) })],
    [3, () => ({ do: 'disk-full', pc: at(), pages: whole(2), milliseconds: whole(5 * MINUTE) })],
    [1, () => ({ do: 'torn-log', pc: at() })],
    [2, () => ({ do: 'back-up', pc: at() })],
    [2, () => ({ do: 'restore-backup', pc: at() })],
    [1, () => ({ do: 'lose-mirror', pc: at() })],
  ];
  const total = kinds.reduce((sum, [weight]) => sum + weight, 0);
  function draw(): Step {
    let lot = actions() * total;
    for (const [weight, one] of kinds) {
      lot -= weight;
      if (lot < 0) return one();
    }
    return kinds[0]![1]();
  }

  const policies = { price: policy(), title: policy(), note: policy() };
  const steps = Array.from({ length: 25 + whole(30) }, draw);
  return { seed, stores, policies, steps };
}
