/** How long healthy edits take where some others are refused for ever: the real outbox over a platform in memory, in virtual time. */
import { AppError } from '#shared/domain/app-error.ts';
import { openWorld } from '../../integration/sync/outbox/outbox-world.ts';
import { seeded } from '../../virtual-time/index.ts';

const LISTINGS = 1_000;
/** Staff, files and counts change about so many listings of a chain in a busy minute. */
const EDITS_A_SECOND = 20;

/** @param poison the share of listings that the platform refuses. @returns the p99 from edit to acknowledgement, milliseconds. */
export async function healthyP99(poison: number): Promise<number> {
  const world = await openWorld({ repeat: 'key', batch: 50, listings: LISTINGS, seed: 5 });
  try {
    const ids = [...world.model.listings.keys()];
    const random = seeded(9);
    const refused = new AppError('PLATFORM_REFUSED', { action: 'refuse', details: { unsent: true } });
    for (const id of ids) if (random() < poison) world.model.poisoned.set(id, refused);
    for (const [place, id] of ids.entries()) {
      world.edit(id, { price: 1_000 + place });
      await world.time.advance(1_000 / EDITS_A_SECOND);
    }
    // Time for the last ones, and for those that are refused to be set aside.
    await world.time.advance(60_000);
    const rows = world.db
      .prepare<[], { listing_id: string; took: number | null }>(
        'SELECT listing_id, settled_at - created_at AS took FROM change',
      )
      .all()
      .filter(({ listing_id }) => !world.model.poisoned.has(listing_id));
    const times = rows.map(({ listing_id, took }) => {
      if (took === null) throw new Error(`${listing_id} still waits`);
      return took;
    });
    return times.sort((one, other) => one - other)[Math.floor(times.length * 0.99)]!;
  } finally {
    await world.remove();
  }
}
