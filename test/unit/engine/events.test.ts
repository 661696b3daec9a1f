import { describe, expect, it } from 'vitest';
import type { ImportId } from '../../../shared/domain/ids.ts';
import { createEventBus } from '../../../src-main/engine/events/index.ts';

const changed = (id: number) => ({ type: 'import-changed' as const, importId: id as ImportId });

describe('the event bus', () => {
  it('greets each stream first and then tells everything in order', async () => {
    const bus = createEventBus('1.2.3');
    const stream = bus.subscribe();
    bus.emit(changed(1));
    bus.emit(changed(2));
    expect(await stream.next()).toEqual({ value: { type: 'hello', version: '1.2.3' }, done: false });
    expect((await stream.next()).value).toEqual(changed(1));
    expect((await stream.next()).value).toEqual(changed(2));
  });

  it('wakes a reader that waits', async () => {
    const bus = createEventBus('1');
    const stream = bus.subscribe();
    await stream.next();
    const waiting = stream.next();
    bus.emit(changed(7));
    expect((await waiting).value).toEqual(changed(7));
  });

  it('forgets a client that went, even one that was waiting', async () => {
    const bus = createEventBus('1');
    const gone = new AbortController();
    const streams = [bus.subscribe(gone.signal), bus.subscribe()];
    for (const stream of streams) await stream.next();
    const waiting = streams.map((stream) => stream.next());
    expect(bus.listeners).toBe(2);
    gone.abort();
    await streams[1]?.return?.();
    expect(await Promise.all(waiting)).toEqual([
      { value: undefined, done: true },
      { value: undefined, done: true },
    ]);
    expect(bus.listeners).toBe(0);
  });

  it('holds no more than its limit for a client that does not read: it tells it to take everything anew', async () => {
    const bus = createEventBus('1', 3);
    const stream = bus.subscribe();
    for (let id = 1; id <= 5; id++) bus.emit(changed(id));
    const first = await stream.next();
    expect(first.value).toMatchObject({ type: 'hello' });
    expect((await stream.next()).value).toEqual(changed(4));
  });

  it('ends every stream when it closes', async () => {
    const bus = createEventBus('1');
    const stream = bus.subscribe();
    await stream.next();
    bus.close();
    expect((await stream.next()).done).toBe(true);
  });
});
