/** A family whose values are answers of a reading task: they are made and encoded in a reading thread. */
import { deserializeError } from '#shared/domain/app-error.ts';
import type { Reader } from '../../database/index.ts';
import type { Encoding, Family, Loaded, LoadRequest } from '../family.ts';
import type { Level, Lifetime, TierName } from '../level.ts';
import type { AnswerTrips } from './answer-trips.ts';
import type { AnswerResult, AnswerTask } from './answers-task.ts';
import { inPieces, type LoadLane } from './load-lane.ts';
import type { CacheReadTasks } from './tasks.ts';

export interface AnswerFamilyOptions<Input, Value> {
  readonly name: string;
  readonly level: Level;
  readonly task: AnswerTask;
  readonly reader: Reader<CacheReadTasks>;
  readonly lane: LoadLane;
  readonly trips: AnswerTrips;
  readonly encoding: Encoding<Value>;
  readonly lifetime: () => Lifetime;
  readonly tiers: readonly TierName[];
  key(input: Input): string;
  tags(input: Input): readonly string[];
  /** The task's arguments. */
  args(input: Input): unknown;
  /** The stores whose changes the answer follows. */
  stores(input: Input): 'all' | readonly number[];
  /** How many a thread makes at a time in the background; as many as it makes boards when left out. */
  readonly piece?: number;
  /** How many are asked for at once, where it is more than usual. */
  readonly bulk?: number;
}

/** So many are asked for at once. */
const BULK = 64;
/** A thread makes so many boards at a time in the background, some ten milliseconds, after which staff have their turn; of several stores one. */
const PIECE = 4;
/** "There is none" is believed until a change says otherwise, but not for longer than this. */
const MISSING_TTL_MILLISECONDS = 300_000;

export function answerFamily<Input, Value>(options: AnswerFamilyOptions<Input, Value>): Family<Input, Value> {
  const { name, level, task, reader, lane, trips, encoding, lifetime, tiers } = options;
  // What goes to Redis goes there as it came.
  const packsLater = !tiers.includes('redis');
  const storesOf = (input: Input) => {
    const stores = options.stores(input);
    return stores === 'all' ? null : stores;
  };
  return {
    name,
    level,
    key: options.key,
    tags: options.tags,
    storeId(input) {
      const stores = storesOf(input);
      return stores?.length === 1 ? stores[0]! : null;
    },
    async load(requests: readonly LoadRequest<Input>[], { signal, priority }) {
      const asked = requests.map(({ input, version }) => ({
        args: options.args(input),
        stores: storesOf(input),
        version,
      }));
      if (priority === 'staff') {
        const results = await trips.ask({ task, requests: asked, plain: packsLater }, signal);
        return results.map(loadedOf<Value>);
      }
      const read = (piece: typeof asked) =>
        lane.run(priority, async () => {
          const [results] = await reader.read('cache.answers', [{ task, requests: piece, plain: false }], { signal });
          return results!;
        });
      const pieces = inPieces(priority, asked, options.piece ?? (level === 'L3' ? 1 : PIECE));
      return (await Promise.all(pieces.map(read))).flat().map(loadedOf<Value>);
    },
    encoding,
    lifetime,
    missingTtl: MISSING_TTL_MILLISECONDS,
    tiers,
    scope: 'dataset',
    bulk: options.bulk ?? BULK,
  };
}

function loadedOf<Value>(result: AnswerResult): Loaded<Value> {
  return result.outcome === 'failed' ? { outcome: 'failed', error: deserializeError(result.error) } : result;
}
