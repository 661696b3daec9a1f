/** A stand-in in a process of its own, which answers as fast as it can. Says where, then serves until it is killed. */
import { PLATFORM_NAMES } from '../../../src-main/sync/platform/index.ts';
import { FAKES, seedShop, serveFake } from '../../fakes/index.ts';
import { seeded } from '../../virtual-time/index.ts';

const [wanted, orders, listings] = process.argv.slice(2);
const name = PLATFORM_NAMES.find((known) => known === wanted);
const create = name && FAKES.get(name);
if (!create) throw new Error('serve-platform.ts PLATFORM ORDERS LISTINGS');

const rate = { perSecond: 1e6, burst: 1e6 };
const fake = create({ now: Date.now, random: seeded(1), rate });
seedShop(fake.shop, { orders: Number(orders), listings: Number(listings), now: Date.now(), days: 80 });
const { url } = await serveFake(fake);
process.stdout.write(`${JSON.stringify({ url, credentials: fake.credentials })}\n`);
// Whoever started it may be gone without a word.
process.stdin.on('end', () => process.exit(0)).resume();
