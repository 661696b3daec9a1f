/** `npm run bench -- cache`: hits, writes and stampedes beside lru-cache, bentocache, cacheable and cache-manager. */
import type { Bench } from './bench.ts';
import { hitRows } from './cache/hits.ts';
import { stampedeRows } from './cache/stampede.ts';
import { tierRows } from './cache/tiers.ts';

export const bench: Bench = async () => [...(await hitRows()), ...(await stampedeRows()), ...(await tierRows())];
