/** What a platform says of one item can make no sense, time after time, while everything around it is sound. */
import type { HttpResponse } from '../../src-main/sync/platform/index.ts';
import { parseLossless } from '../../src-main/sync/platform/index.ts';

export interface Spoil {
  /** Something that the item alone is named by: whatever object of an answer holds it is the item. */
  readonly id: string;
  /** What of it is spoilt, with dots between what lies within each other: `item_list.0.goods_count`. */
  readonly path: string;
  /** What stands there instead; left out: nothing does. */
  readonly value?: unknown;
}

export interface Spoiler {
  /** Spoils an item until the function that is given is called. */
  spoil(spoil: Spoil): () => void;
  /** The answer as it is with everything that is spoilt. */
  apply(response: HttpResponse): HttpResponse;
}

export function createSpoiler(): Spoiler {
  const spoils = new Set<Spoil>();
  return {
    spoil(spoil) {
      spoils.add(spoil);
      return () => spoils.delete(spoil);
    },
    apply(response) {
      const present = [...spoils].filter(({ id }) => response.body.includes(id));
      if (present.length === 0) return response;
      const body = parseLossless(response.body);
      for (const spoil of present) spoilWithin(body, spoil);
      return { ...response, body: JSON.stringify(body) };
    },
  };
}

function spoilWithin(value: unknown, spoil: Spoil): void {
  if (typeof value !== 'object' || value === null) return;
  const isItem = Object.values(value).some((one) => String(one) === spoil.id && typeof one !== 'object');
  if (isItem) set(value as Record<string, unknown>, spoil.path.split('.'), spoil.value);
  for (const one of Object.values(value)) spoilWithin(one, spoil);
}

/** Leaves alone what has no such field: the answer tells something else of the item. */
function set(target: Record<string, unknown>, path: readonly string[], value: unknown): void {
  const [first = '', ...rest] = path;
  if (!(first in target)) return;
  if (rest.length > 0) {
    const within = target[first];
    if (typeof within === 'object' && within !== null) set(within as Record<string, unknown>, rest, value);
  } else if (value === undefined) delete target[first];
  else target[first] = value;
}
