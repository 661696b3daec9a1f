/**
 * `npm run fakes -- [--platform NAME…] [--orders N] [--listings N] [--seed S] [--port P] [--every SECONDS]`: stand-ins of the
 * platforms on local ports, with what to connect a shop with, and with orders that keep coming in.
 */
import { parseArgs } from 'node:util';
import { PLATFORM_NAMES, type PlatformName } from '../../src-main/sync/platform/index.ts';
import { seeded } from '../virtual-time/index.ts';
import { FAKES } from './all-fakes.ts';
import type { FakePlatform } from './fake-platform.ts';
import { seedShop } from './seed-shop.ts';
import { serveFake } from './serve-fake.ts';

const USAGE =
  'npm run fakes -- [--platform NAME]… [--orders N] [--listings N] [--seed S] [--port FIRST] [--every SECONDS]';

function count(name: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new RangeError(`--${name} is a whole number from ${least} to ${most.toLocaleString('en')}, not ${text}`);
  }
  return value;
}

function platformName(text: string): PlatformName {
  const name = PLATFORM_NAMES.find((known) => known === text);
  if (name === undefined || !FAKES.has(name)) {
    throw new RangeError(`--platform is one of ${[...FAKES.keys()].join(', ')}, not ${text}`);
  }
  return name;
}

/** A customer buys, or an order goes on its way. */
function somethingHappens({ shop }: FakePlatform, random: () => number): string {
  const pick = <Item>(items: readonly Item[]) => items[Math.floor(random() * items.length)];
  const order = random() < 0.3 ? pick([...shop.orders.values()].slice(-20)) : undefined;
  if (order?.status === 'unpaid' || order?.status === 'shipped') {
    const status = order.status === 'unpaid' ? 'paid' : 'completed';
    shop.changeOrder(order.number, { status });
    return `order ${order.number} is ${status}`;
  }
  const listing = pick([...shop.listings.values()].filter(({ pieces, onSale }) => onSale && pieces > 0));
  if (!listing) return 'everything is sold out';
  const placed = shop.placeOrder({
    lines: [{ listingId: listing.listingId, pieces: 1 }],
    status: random() < 0.2 ? 'unpaid' : 'paid',
  });
  return `order ${placed.number}: ${listing.title}`;
}

async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      platform: { type: 'string', multiple: true },
      orders: { type: 'string', default: '1000' },
      listings: { type: 'string', default: '200' },
      seed: { type: 'string', default: '1' },
      port: { type: 'string', default: '7401' },
      every: { type: 'string', default: '5' },
    },
  });
  const names = values.platform?.map(platformName) ?? [...FAKES.keys()];
  const seed = count('seed', values.seed, 1, 2 ** 31 - 1);
  const port = count('port', values.port, 0, 65_500);
  const every = count('every', values.every, 0, 86_400);
  const random = seeded(seed);
  for (const [place, name] of names.entries()) {
    const create = FAKES.get(name);
    if (!create) continue;
    const fake = create({ now: Date.now, random });
    seedShop(fake.shop, {
      orders: count('orders', values.orders, 0, 10_000_000),
      listings: count('listings', values.listings, 1, 1_000_000),
      seed,
      now: Date.now(),
    });
    const { url } = await serveFake(fake, { port: port === 0 ? 0 : port + place });
    console.log(`${name}  ${url}  (${fake.shop.orders.size} orders, ${fake.shop.listings.size} listings)`);
    for (const [field, value] of Object.entries(fake.credentials)) console.log(`  ${field}: ${value}`);
    if (every > 0) {
      setInterval(() => console.log(`${name}  ${somethingHappens(fake, random)}`), every * 1_000);
    }
  }
  console.log('Connect a shop with an address above as its own address. Ctrl+C ends them.');
}

try {
  await run(process.argv.slice(2));
} catch (error) {
  console.error(`${error instanceof Error ? error.message : error}\nUsage: ${USAGE}`);
  // Those that were started before it went wrong would keep the process alive.
  process.exit(1);
}
