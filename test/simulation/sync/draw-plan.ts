/** Draws a world from a seed, before anything runs in it. */
import type { ConflictPolicy } from '#shared/contract/index.ts';
import { OFFICE_CRASH_POINTS } from '../../../src-main/sync/head-office/index.ts';
import { CRASH_POINTS } from '../../../src-main/sync/outbox/index.ts';
import { PLATFORM_NAMES } from '../../../src-main/sync/platform/index.ts';
import type { Mishap } from '../../fakes/index.ts';
import { seeded } from '../../virtual-time/index.ts';
import { type Chance, createChance } from './chance.ts';
import { createScenes } from './draw-scenes.ts';
import type { Plan, SecondPc, Step, StorePlan } from './steps.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const TEXTS = ['连衣裙', "O'Brien", '"; DROP TABLE change; --', 'Café', '雨靴 & 雨衣', '50% 折', 'Linen shirt'];
const ALL_CRASH_POINTS = [...CRASH_POINTS, ...OFFICE_CRASH_POINTS];

/** Actions, strings and ids come from streams of their own: one more string shifts no action. */
export function drawPlan(seed: number): Plan {
  const chance = createChance(seed * 3 + 1);
  const { actions, whole, pick } = chance;
  const policy = (): ConflictPolicy => pick(['ask', 'ask', 'local', 'remote', 'newest', 'merge'] as const);
  const stores = drawStores(seed, chance);
  const steps = drawSteps(seed, chance, stores);
  return {
    seed,
    stores,
    policies: { price: policy(), title: policy(), note: policy() },
    redis: actions() < 0.4 || stores.some(({ second }) => second === 'copy'),
    manager: actions() < 0.3 && stores.some(({ office }) => office),
    ...(actions() < 0.2 && { dailyCalls: 30 + whole(60) }),
    steps,
  };
}

function drawStores(seed: number, { actions, whole, pick }: Chance): StorePlan[] {
  const count = 3 + (actions() < 0.25 ? whole(6) : whole(2));
  const hasOffice = actions() < 0.4;
  return Array.from({ length: count }, (_, place): StorePlan => {
    const first = PLATFORM_NAMES[(seed + place) % PLATFORM_NAMES.length]!;
    const second = pick(PLATFORM_NAMES.filter((name) => name !== first));
    const platforms = actions() < 0.2 ? [first, second] : [first];
    const listings = actions() < 0.2 ? 6 + whole(3) : 2 + whole(3);
    const pcs = drawPcs(platforms);
    const shareStock = platforms.length > 1 && pcs.pcs === 1 && actions() < 0.6;
    return { platforms, listings, orders: 1 + whole(3), ...pcs, shareStock };
  });

  function drawPcs(platforms: StorePlan['platforms']): Pick<StorePlan, 'pcs' | 'second' | 'office'> {
    const office = hasOffice && actions() < 0.7;
    if (actions() >= (office ? 0.5 : 0.3)) return { pcs: 1, office };
    // AliExpress only takes amounts, not differences: two computers that set one at the same moment cannot both be right.
    const isExact = !platforms.includes('aliexpress');
    if (office) return { pcs: 2, office, second: isExact ? pick<SecondPc>(['office', 'shops']) : 'office' };
    return isExact ? { pcs: 2, office, second: pick<SecondPc>(['shops', 'copy', 'copy']) } : { pcs: 1, office };
  }
}

function drawMishap({ actions, whole, pick }: Chance): Mishap {
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

function drawSteps(seed: number, chance: Chance, stores: readonly StorePlan[]): Step[] {
  const { actions, whole, pick } = chance;
  const strings = seeded(seed * 3 + 2);
  /** No two texts are the same, so that each can be found where it ended. */
  let texts = 0;
  const text = () => `${TEXTS[Math.floor(strings() * TEXTS.length)]} ${++texts}`;
  /** Neither are two amounts: in whole cents, and in pieces whose sums tell them apart. */
  let amounts = 0;
  const price = () => (1_000 + ++amounts) * 100;
  const pieces = () => (200 + ++amounts * 37) * (actions() < 0.5 ? -1 : 1);
  /** Half of what happens, happens at one place: so things meet. */
  const busy = whole(1_000);
  const at = () => (actions() < 0.5 ? busy : whole(1_000));
  const spell = () => (actions() < 0.1 ? whole(4 * HOUR) : whole(4 * MINUTE));

  const scenes = createScenes(chance, stores, { price, pieces });
  const kinds: readonly (readonly [weight: number, draw: () => Step])[] = [
    [10, () => ({ do: 'stock', pc: at(), listing: at(), pieces: pieces() })],
    [6, () => ({ do: 'price', pc: at(), listing: at(), price: price() })],
    [3, () => ({ do: 'title', pc: at(), listing: at(), title: text() })],
    [4, () => ({ do: 'note', pc: at(), order: at(), note: text() })],
    [4, () => ({ do: 'fulfilment', pc: at(), order: at(), tracking: `YT${seed}${++amounts}` })],
    [3, () => ({ do: 'undo', pc: at() })],
    [2, () => ({ do: 'resolve', pc: at(), resolution: pick(['local', 'remote'] as const) })],
    [3, () => ({ do: 'undo-resolution', pc: at() })],
    [1, () => ({ do: 'retry-parked', pc: at() })],
    [1, () => ({ do: 'sync-now', pc: at() })],
    [1, () => ({ do: 'list-everything', pc: at() })],
    [2, () => ({ do: 'back-up', pc: at() })],
    [5, () => ({ do: 'sale', shop: at(), listing: at(), pieces: 1 + whole(5), paid: actions() < 0.8 })],
    [3, () => ({ do: 'order-moves', shop: at(), order: at() })],
    [4, () => ({ do: 'price-there', shop: at(), listing: at(), price: price() })],
    [2, () => ({ do: 'title-there', shop: at(), listing: at(), title: text() })],
    [1, () => ({ do: 'stock-there', shop: at(), listing: at(), pieces: pieces() })],
    [2, () => ({ do: 'note-there', shop: at(), order: at(), note: text() })],
    [1, () => ({ do: 'new-listing', shop: at(), title: text(), price: price() })],
    [1, () => ({ do: 'remove-listing', shop: at(), listing: at() })],
    [2, () => ({ do: 'webhooks', shop: at(), how: pick(['once', 'twice', 'backwards', 'lost'] as const) })],
    [14, () => ({ do: 'call-fault', shop: at(), mishap: drawMishap(chance) })],
    [2, () => ({ do: 'platform-down', shop: at(), milliseconds: spell() })],
    [2, () => ({ do: 'lists-vanish', shop: at(), milliseconds: spell() })],
    [18, () => ({ do: 'wait', milliseconds: actions() < 0.06 ? whole(HOUR) : whole(40 * SECOND) })],
    [8, () => ({ do: 'crash', pc: at(), point: pick(ALL_CRASH_POINTS), nth: 1 + whole(3) })],
    [2, () => ({ do: 'kill', pc: at() })],
    [2, () => ({ do: 'line-down', pc: at(), milliseconds: spell() })],
    [2, () => ({ do: 'clock', pc: at(), hours: pick([-48, -5, 0, 9, 48]) })],
    [2, () => ({ do: 'disk-full', pc: at(), pages: whole(8), milliseconds: whole(5 * MINUTE) })],
    [1, () => ({ do: 'torn-log', pc: at(), left: actions() })],
    [2, () => ({ do: 'restore-backup', pc: at() })],
    [1, () => ({ do: 'lose-mirror', pc: at() })],
    [2, () => ({ do: 'redis-down', milliseconds: spell(), how: pick(['refused', 'silent'] as const) })],
    [1, () => ({ do: 'redis-emptied' })],
    [1, () => ({ do: 'redis-cut', pc: at(), milliseconds: spell() })],
    [2, () => ({ do: 'office-down', milliseconds: spell() })],
    [3, () => ({ do: 'office-answer-lost', pc: at(), after: whole(8) })],
    [1, () => ({ do: 'office-slow', milliseconds: spell() })],
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
  const alone = Array.from({ length: 20 + whole(25) }, () => [draw()]);
  for (let n = 1 + whole(2); n > 0; n--) alone.splice(whole(alone.length), 0, [...scenes.draw()]);
  return alone.flat();
}
