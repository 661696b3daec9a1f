/**
 * Scenes: steps that bring about together what they would seldom meet in by chance. Each of their steps stands for itself, so a
 * world can be lived again without some of them.
 */
import { OFFICE_CRASH_POINTS } from '../../../src-main/sync/head-office/index.ts';
import type { Chance } from './chance.ts';
import type { Step, StorePlan } from './steps.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** Where a store's first computer and its first shop stand among all. */
interface Place {
  readonly store: StorePlan;
  readonly pc: number;
  readonly shop: number;
}

function placesOf(stores: readonly StorePlan[]): Place[] {
  let pc = 0;
  let shop = 0;
  return stores.map((store) => {
    const place = { store, pc, shop };
    // Copies come after all others.
    pc += store.pcs === 2 && store.second !== 'copy' ? 2 : 1;
    shop += store.platforms.length;
    return place;
  });
}

export interface Scenes {
  /** Draws one that this world has a place for. */
  draw(): readonly Step[];
}

/** @param price gives one that no other listing ever has. @param pieces the same. */
export function createScenes(
  { whole, pick }: Chance,
  stores: readonly StorePlan[],
  { price, pieces }: { readonly price: () => number; readonly pieces: () => number },
): Scenes {
  const places = placesOf(stores);
  const withOffice = places.filter(({ store }) => store.office);
  const large = places.filter(({ store }) => store.listings >= 5);
  const wait = (milliseconds: number): Step => ({ do: 'wait', milliseconds });

  /** Both sides want something else while the line is down. */
  function disagreement(): Step[] {
    const { pc, shop, store } = pick(places);
    const listing = whole(store.listings);
    return [
      { do: 'line-down', pc, milliseconds: 11 * MINUTE },
      { do: 'price', pc, listing, price: price() },
      { do: 'price-there', shop, listing, price: price() },
      wait(11 * MINUTE + whole(MINUTE)),
      { do: 'resolve', pc, resolution: pick(['local', 'remote'] as const) },
      wait(whole(4) * SECOND),
      { do: 'undo-resolution', pc },
      wait(whole(20) * SECOND),
    ];
  }

  function emptyLists(): Step[] {
    const { pc, shop } = pick(large);
    return [
      { do: 'lists-vanish', shop, milliseconds: MINUTE + whole(10 * MINUTE) },
      { do: 'sync-now', pc },
      wait(10 * SECOND + whole(2 * MINUTE)),
    ];
  }

  /** The office has counted it, and whoever told it does not know. */
  function lostAtOffice(): Step[] {
    const { pc } = pick(withOffice);
    const lost: Step =
      whole(2) === 0
        ? { do: 'office-answer-lost', pc, after: whole(8) }
        : { do: 'crash', pc, point: pick(OFFICE_CRASH_POINTS), nth: 1 + whole(3) };
    return [
      { do: 'stock', pc, listing: whole(10), pieces: pieces() },
      lost,
      { do: 'sync-now', pc },
      wait(whole(30) * SECOND),
      { do: 'sync-now', pc },
    ];
  }

  function fullDisk(): Step[] {
    const { pc } = pick(places);
    return [
      { do: 'disk-full', pc, pages: whole(3), milliseconds: whole(3 * MINUTE) },
      { do: 'stock', pc, listing: whole(10), pieces: pieces() },
      { do: 'price', pc, listing: whole(10), price: price() },
      wait(whole(40) * SECOND),
    ];
  }

  const all = [
    disagreement,
    fullDisk,
    ...(large.length > 0 ? [emptyLists] : []),
    ...(withOffice.length > 0 ? [lostAtOffice, lostAtOffice] : []),
  ];
  return { draw: () => pick(all)() };
}
