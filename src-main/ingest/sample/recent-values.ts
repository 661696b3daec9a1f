/**
 * A value that usually repeats what was last seen under the same key (a product's price, its name) costs one small
 * number: its place in that key's list of values, the latest first, or 0 and the value itself when it is new.
 * Writer and reader keep equal lists, so the order of calls must be the same on both sides.
 */
import type { ByteSink, ByteSource } from './byte-stream.ts';

type Lists = Map<number, string[]>;

function listOf(lists: Lists, key: number): string[] {
  const known = lists.get(key);
  if (known !== undefined) return known;
  const list: string[] = [];
  lists.set(key, list);
  return list;
}

/** Gives a function that writes the next value under a key: the place to `places`, a new value to `texts`. */
export function createRecentWriter(places: ByteSink, texts: ByteSink): (key: number, value: string) => void {
  const lists: Lists = new Map();
  return (key, value) => {
    const list = listOf(lists, key);
    const place = list.indexOf(value);
    places.number(place + 1);
    if (place < 0) texts.text(value);
    else list.splice(place, 1);
    list.unshift(value);
  };
}

/** Gives a function that reads the next value under a key. */
export function createRecentReader(places: ByteSource, texts: ByteSource): (key: number) => string {
  const lists: Lists = new Map();
  return (key) => {
    const list = listOf(lists, key);
    const place = places.number() - 1;
    const value = place < 0 ? texts.text() : list.splice(place, 1)[0];
    if (value === undefined) throw new RangeError('no such recent value');
    list.unshift(value);
    return value;
  };
}
