/**
 * Another process with an engine's tiers and the smallest memory before them, told over IPC what to do. What it loads is
 * what stands in Redis under `truth:KEY`.
 */
import { Redis } from 'ioredis';
import { diskFixture, entryOf, textOf } from './disk-fixture.ts';
import { single, startEngine } from './redis-fixture.ts';

export type PeerCall =
  | { readonly do: 'get'; readonly key: string; readonly tag: string }
  /** Gets the key again and again, as fast as it goes. */
  | { readonly do: 'keep getting'; readonly key: string; readonly tag: string }
  | { readonly do: 'put'; readonly key: string; readonly tag: string; readonly text: string }
  | { readonly do: 'invalidate'; readonly tag: string }
  | { readonly do: 'delete'; readonly key: string }
  | { readonly do: 'lock'; readonly key: string }
  | { readonly do: 'state' }
  | { readonly do: 'close' };

export interface PeerStart {
  /** Through which the tiers reach Redis. */
  readonly port: number;
  /** Where the truth is read. */
  readonly truthPort: number;
  /** The data directory; a new one when left out. */
  readonly directory?: string;
}

async function servePeer(start: PeerStart): Promise<void> {
  const fixture = diskFixture(start.directory);
  const engine = await startEngine({ target: single({ host: '127.0.0.1', port: start.port }), fixture });
  const truth = new Redis({ port: start.truthPort, host: '127.0.0.1' });
  const { redis, disk } = engine;
  const memory = new Map<string, { readonly tag: string; readonly text: string }>();
  /** Goes up with every message; what was read before the last one is not kept. */
  let messages = 0;

  redis.listen(async (message) => {
    messages += 1;
    if (message.type !== 'invalidate') return memory.clear();
    for (const [key, { tag }] of memory) if (message.tags.includes(tag)) memory.delete(key);
    await disk.invalidate(message.tags, engine.nextStamp());
  });

  async function get(key: string, tag: string): Promise<string> {
    const held = redis.trusted() ? memory.get(key) : undefined;
    if (held) return held.text;
    const before = messages;
    const { entries, lease } = await redis.readMany([{ key, tags: [tag] }]);
    let text = textOf(entries[0]);
    if (text === null) {
      const stamp = engine.nextStamp();
      text = (await truth.get(`truth:${key}`)) ?? '0';
      if (lease && before === messages) {
        await redis.writeMany([entryOf(key, stamp, { tags: [tag], payload: Buffer.from(text) })], lease);
      }
    }
    if (before === messages) memory.set(key, { tag, text });
    // A message that came meanwhile may be of an invalidation that had ended before this began to answer.
    return before === messages ? text : get(key, tag);
  }

  async function keepGetting(key: string, tag: string): Promise<void> {
    for (;;) {
      await get(key, tag);
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  async function perform(call: PeerCall): Promise<unknown> {
    const stamp = engine.nextStamp();
    switch (call.do) {
      case 'get':
        return get(call.key, call.tag);
      case 'keep getting':
        void keepGetting(call.key, call.tag);
        return null;
      case 'put': {
        const entry = entryOf(call.key, stamp, { tags: [call.tag], payload: Buffer.from(call.text) });
        return redis.writeMany([entry], null);
      }
      case 'invalidate':
        await Promise.all([disk.invalidate([call.tag], stamp), redis.invalidate([call.tag], stamp)]);
        return null;
      case 'delete':
        await Promise.all([disk.deleteMany([call.key], stamp), redis.deleteMany([call.key], stamp)]);
        return null;
      case 'lock':
        return (await redis.lock(call.key)).outcome;
      case 'state':
        return { state: redis.statistics().state, waiting: redis.statistics().waiting, trusted: redis.trusted() };
      case 'close':
        await redis.close();
        await disk.close();
        truth.disconnect();
        process.disconnect();
        return null;
    }
  }

  process.on('message', ({ id, call }: { id: number; call: PeerCall }) => {
    perform(call).then(
      (value) => process.send?.({ id, value }),
      (error: unknown) => process.send?.({ id, error: String(error) }),
    );
  });
  process.send?.({ id: 0, value: 'up' });
}

await servePeer(JSON.parse(process.argv[2] ?? '{}') as PeerStart);
