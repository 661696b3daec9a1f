/**
 * A storage adapter for Keyv over the cache, so that any library that takes a Keyv store can sit on it. What is set is all
 * there is: a key that was not set, has expired or was let go for want of room is not there.
 */
import { EventEmitter } from 'node:events';
import type { Cached } from '../cache.ts';
import type { OpenedCache } from '../core/index.ts';
import type { Encoding } from '../family.ts';
import { type KeyvAddress, type KeyvRecord, keyvFamily, keyvPath, namespaceTag } from './keyv-family.ts';

export interface KeyvOptions {
  /** Of what Keyv hands over: by default the texts that its own serializer makes. `jsonEncoding(codec)` fits. */
  readonly encoding: Encoding<KeyvRecord>;
  /** The family's name in the cache; adapters with the same name hold the same entries. `keyv` when left out. */
  readonly name?: string;
  /** UTC milliseconds. */
  readonly now?: () => number;
}

/** The methods of Keyv's `KeyvStoreAdapter`. As with other adapters, each Keyv instance has its own. */
export interface KeyvStore extends EventEmitter {
  readonly opts: Record<string, unknown>;
  /** Set by Keyv. */
  namespace: string | undefined;
  get(key: string): Promise<unknown>;
  getMany(keys: string[]): Promise<unknown[]>;
  /** @param ttl milliseconds; without one it stays as long as there is room */
  set(key: string, value: unknown, ttl?: number): Promise<boolean>;
  setMany(entries: { key: string; value: unknown; ttl?: number }[]): Promise<boolean[]>;
  /** Whether it was there. */
  delete(key: string): Promise<boolean>;
  /** Whether all of them were there. */
  deleteMany(keys: string[]): Promise<boolean>;
  /** Of the namespace, in all processes on the same Redis. */
  clear(): Promise<void>;
  has(key: string): Promise<boolean>;
  hasMany(keys: string[]): Promise<boolean[]>;
  /** Keys that lie in memory or that this adapter has seen: the tiers behind cannot be listed. */
  iterator(namespace?: string): AsyncGenerator<[key: string, value: unknown], void>;
  /** The cache goes on: it belongs to whoever opened it. */
  disconnect(): Promise<void>;
}

/** Keyv iterates over stores of dialects that it knows by name only; this is the one of the disk tier. */
const ITERABLE = { dialect: 'sqlite', url: '' };

export function asKeyv(cache: OpenedCache, { encoding, name = 'keyv', now = Date.now }: KeyvOptions): KeyvStore {
  const known = cache.registered(name) as Cached<KeyvAddress, KeyvRecord> | null;
  return new CacheStore(cache, known ?? cache.register(keyvFamily(name, encoding)), now);
}

class CacheStore extends EventEmitter implements KeyvStore {
  readonly opts = { ...ITERABLE };
  namespace: string | undefined;
  readonly #cache: OpenedCache;
  readonly #records: Cached<KeyvAddress, KeyvRecord>;
  readonly #now: () => number;
  /** Addresses that were seen here, by their place. */
  readonly #seen = new Map<string, KeyvAddress>();

  constructor(cache: OpenedCache, records: Cached<KeyvAddress, KeyvRecord>, now: () => number) {
    super();
    this.#cache = cache;
    this.#records = records;
    this.#now = now;
  }

  async get(key: string): Promise<unknown> {
    return this.#valueOf((await this.#records.get(this.#address(key))).value);
  }

  async getMany(keys: string[]): Promise<unknown[]> {
    const answers = await this.#records.getMany(keys.map((key) => this.#address(key)));
    return answers.map(({ value }) => this.#valueOf(value));
  }

  async set(key: string, value: unknown, ttl?: number): Promise<boolean> {
    const expires = ttl === undefined || ttl === 0 ? null : this.#now() + ttl;
    const address = this.#address(key);
    this.#seen.set(keyvPath(address), address);
    await this.#records.set(address, { value, expires });
    return true;
  }

  setMany(entries: { key: string; value: unknown; ttl?: number }[]): Promise<boolean[]> {
    return Promise.all(entries.map(({ key, value, ttl }) => this.set(key, value, ttl)));
  }

  async delete(key: string): Promise<boolean> {
    return this.deleteMany([key]);
  }

  async deleteMany(keys: string[]): Promise<boolean> {
    const there = await this.hasMany(keys);
    await Promise.all(keys.map((key) => this.#records.delete(this.#forget(key))));
    return there.every(Boolean);
  }

  async clear(): Promise<void> {
    const { namespace } = this;
    for (const [path, address] of this.#seen) if (address.namespace === namespace) this.#seen.delete(path);
    await this.#cache.invalidate([namespaceTag(this.#records.name, namespace)]);
  }

  async has(key: string): Promise<boolean> {
    return (await this.get(key)) !== undefined;
  }

  async hasMany(keys: string[]): Promise<boolean[]> {
    return (await this.getMany(keys)).map((value) => value !== undefined);
  }

  async *iterator(namespace?: string): AsyncGenerator<[string, unknown], void> {
    const seen = [...this.#seen.values()].filter((address) => address.namespace === namespace).map(({ key }) => key);
    const begin = keyvPath({ namespace, key: '' });
    const held = this.#cache.heldKeys(this.#records.name).filter((path) => path.startsWith(begin));
    for (const key of new Set([...seen, ...held.map((path) => path.slice(begin.length))])) {
      const { value: record } = await this.#records.get({ namespace, key });
      const value = this.#valueOf(record);
      if (value !== undefined) yield [key, value];
    }
  }

  async disconnect(): Promise<void> {
    this.#seen.clear();
  }

  #address(key: string): KeyvAddress {
    return { namespace: this.namespace, key };
  }

  #forget(key: string): KeyvAddress {
    const address = this.#address(key);
    this.#seen.delete(keyvPath(address));
    return address;
  }

  #valueOf(record: KeyvRecord | null): unknown {
    if (record === null || (record.expires !== null && record.expires <= this.#now())) return undefined;
    return record.value;
  }
}
