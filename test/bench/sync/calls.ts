/** How many calls 1,000 edits of products cost: the real outbox and the real adapters, over stand-ins in virtual time. */
import { createLocalBuckets, createRateLimiter, createRemoteCalls } from '../../../src-main/resilience/index.ts';
import { takesOf } from '../../../src-main/sync/edits/index.ts';
import { createPush, createSeed, noCrash } from '../../../src-main/sync/outbox/index.ts';
import {
  createShopContext,
  createShopLine,
  type Page,
  type Platform,
  type RemoteListing,
} from '../../../src-main/sync/platform/index.ts';
import { createSyncWriteTasks, syncReadTasks } from '../../../src-main/sync/tasks.ts';
import { FAKES, fakeTransport, seedShop } from '../../fakes/index.ts';
import { openInProcess } from '../../integration/sync/in-process.ts';
import { createVirtualTime, seeded } from '../../virtual-time/index.ts';

export type EditedKind = 'price' | 'stock';

const EDITS = 1_000;
const SHOP = 1;
const STORE = 1;
const POLICIES = { price: 'local', title: 'local', note: 'local' } as const;
const PLENTY = { perSecond: 1e6, burst: 1e6 };

export async function callsForEdits(platform: Platform, kind: EditedKind): Promise<number> {
  const time = createVirtualTime();
  const random = seeded(1);
  const fake = FAKES.get(platform.name)!({ now: time.now, random, rate: PLENTY });
  seedShop(fake.shop, { orders: 0, listings: EDITS, now: time.now() });
  const local = openInProcess({ read: syncReadTasks, write: createSyncWriteTasks(noCrash), now: time.now });
  const seed = () => createSeed(random);
  const buckets = createLocalBuckets({ nominal: () => PLENTY, now: time.now });
  const line = createShopLine({
    platform,
    shop: 'shop',
    access: { baseUrl: 'http://stand-in', credentials: fake.credentials },
    saveTokens: async () => undefined,
    calls: createRemoteCalls({ later: time.later, random, limiter: createRateLimiter({ buckets, later: time.later }) }),
    transport: fakeTransport(fake, time.later),
    now: time.now,
  });
  const { signal } = new AbortController();
  const push = createPush({
    reader: local.reader,
    writer: local.writer,
    open: async () => ({ platform, context: createShopContext(line, { priority: 'staff', signal }) }),
    policies: () => POLICIES,
    now: time.now,
    later: time.later,
    random,
    crashPoint: noCrash,
    log: () => undefined,
    onNews: () => undefined,
  });
  try {
    local.db.exec(`
      INSERT INTO currency (id, code) VALUES (1, '${fake.shop.currency}');
      INSERT INTO store (id, code, name, time_zone, currency_id) VALUES (${STORE}, 'A', 'A', 'Asia/Shanghai', 1);
      INSERT INTO shop (id, platform, remote_shop_id, title, store_id, base_url, state, connected_at)
        VALUES (${SHOP}, '${platform.name}', 'S', 'Shop', ${STORE}, 'https://example.com', 'active', 0);
    `);
    const context = createShopContext(line, { priority: 'background', signal });
    const readAt = time.now();
    const listings: RemoteListing[] = [];
    for (let cursor: string | null = null, more = true; more; more = cursor !== null) {
      const page: Page<RemoteListing> = await time.until(
        platform.listings(context, { from: 0, to: readAt + 1, cursor }),
      );
      listings.push(...page.items);
      cursor = page.next;
    }
    const said = { shopId: SHOP, seed: seed(), policies: POLICIES, listings, asked: [], readAt };
    await local.writer.write('outbox.readBack', said);
    const products = local.db.prepare<[], number>('SELECT product_id FROM listing ORDER BY listing_id').pluck().all();
    await push.start();
    const before = fake.calls.length;
    const edits = products.map((productId, n) => ({
      productId,
      ...(kind === 'price' ? { price: (1_000 + n) * 100 } : { stockDelta: 1_000 }),
    }));
    const takes = takesOf([platform]);
    await local.writer.write('products.edit', { storeId: STORE, edits, takes, seed: seed(), actor: 'bench' });
    push.wake([SHOP]);
    const waiting = local.db.prepare<[], number>('SELECT count(*) FROM change WHERE settled_at IS NULL').pluck();
    for (let turns = 0; Number(waiting.get()) > 0; turns++) {
      if (turns > 100_000) throw new Error(`${platform.name} ${kind}: ${waiting.get()} changes wait`);
      await time.advance(50);
    }
    const sent = fake.shop.writes.filter((write) => write.kind === kind).length;
    if (sent !== EDITS) throw new Error(`${platform.name} ${kind}: ${sent} of ${EDITS} edits arrived`);
    return fake.calls.length - before;
  } finally {
    await push.stop(0);
    local.remove();
  }
}
