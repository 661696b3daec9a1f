/** A family whose values are answers of a reading task: they are made and encoded in a reading thread. */
import { deserializeError } from '#shared/domain/app-error.ts';
import type { Reader, TaskOptions } from '../../database/index.ts';
import type { Encoding, Family, Loaded, LoadRequest } from '../family.ts';
import type { Level, Lifetime, TierName } from '../level.ts';
import type { AnswerResult, AnswerTask } from './answers-task.ts';
import type { CacheReadTasks } from './tasks.ts';

export interface AnswerFamilyOptions<Input, Value> {
  readonly name: string;
  readonly level: Level;
  readonly task: AnswerTask;
  readonly reader: Reader<CacheReadTasks>;
  readonly encoding: Encoding<Value>;
  readonly lifetime: () => Lifetime;
  readonly tiers: readonly TierName[];
  key(input: Input): string;
  tags(input: Input): readonly string[];
  /** The task's arguments. */
  args(input: Input): unknown;
  /** The stores whose changes the answer follows. */
  stores(input: Input): 'all' | readonly number[];
}

/** A thread answers so many at a time: enough to save trips, few enough to let others in between. */
const BULK = 16;
/** "There is none" is believed until a change says otherwise, but not for longer than this. */
const MISSING_TTL_MILLISECONDS = 300_000;

export function answerFamily<Input, Value>(options: AnswerFamilyOptions<Input, Value>): Family<Input, Value> {
  const { name, level, task, reader, encoding, lifetime, tiers } = options;
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
    async load(requests: readonly LoadRequest<Input>[], { signal }) {
      const results = await reader.read(
        'cache.answers',
        {
          task,
          requests: requests.map(({ input, version }) => ({
            args: options.args(input),
            stores: storesOf(input),
            version,
          })),
        },
        { signal } satisfies TaskOptions,
      );
      return results.map(loadedOf<Value>);
    },
    encoding,
    lifetime,
    missingTtl: MISSING_TTL_MILLISECONDS,
    tiers,
    scope: 'dataset',
    bulk: BULK,
  };
}

function loadedOf<Value>(result: AnswerResult): Loaded<Value> {
  return result.outcome === 'failed' ? { outcome: 'failed', error: deserializeError(result.error) } : result;
}
