import { describe, expect, it } from 'vitest';
import type { HttpRequest } from '../../../../src-main/sync/platform/index.ts';
import { createPlatformClock } from '../../../../src-main/sync/shops/index.ts';
import { createVirtualTime } from '../../../virtual-time/index.ts';

const HOUR = 3_600_000;
const request: HttpRequest = { method: 'GET', url: 'https://shop.example/', headers: {}, body: null };

/** A platform whose clock is `ahead` of ours and that takes `trip` to answer. */
function clockOf(ahead: number, { trip = 100, offset = 0, date = true } = {}) {
  const time = createVirtualTime();
  const changes: number[] = [];
  const clock = createPlatformClock({ now: time.now, offset, onChange: (found) => changes.push(found) });
  const world = { ahead };
  const transport = clock.listen(async () => {
    await time.sleep(trip / 2);
    const headers: Record<string, string> = date ? { date: new Date(time.now() + world.ahead).toUTCString() } : {};
    await time.sleep(trip / 2);
    return { status: 200, headers, body: '' };
  });
  const ask = () => time.until(transport(request, new AbortController().signal));
  return { time, clock, changes, ask, world };
}

describe("a platform's clock", () => {
  it.each([48 * HOUR, -48 * HOUR, 20 * 60_000])('is followed when ours is %d ms off', async (ahead) => {
    const { time, clock, changes, ask } = clockOf(ahead);
    await ask();
    expect(Math.abs(clock.now() - (time.now() + ahead))).toBeLessThan(1_000);
    expect(changes).toHaveLength(1);
    await ask();
    expect(changes).toHaveLength(1);
  });

  it('is ours when they agree to the second', async () => {
    const { time, clock, changes, ask } = clockOf(400);
    await ask();
    expect(clock.now()).toBe(time.now());
    expect(changes).toEqual([]);
  });

  it('is what it was found to be before, until an answer says otherwise', async () => {
    const { time, clock, changes, ask } = clockOf(0, { offset: HOUR });
    expect(clock.now()).toBe(time.now() + HOUR);
    await ask();
    expect(clock.offset).toBe(0);
    expect(changes).toEqual([0]);
  });

  it('says nothing in an answer without a time', async () => {
    const silent = clockOf(HOUR, { date: false });
    await silent.ask();
    expect(silent.clock.offset).toBe(0);
  });

  it('is told by an answer that was long under way only where what was believed cannot be', async () => {
    const possible = clockOf(10_000, { trip: 30_000 });
    await possible.ask();
    expect(possible.clock.offset).toBe(0);
    const impossible = clockOf(-48 * HOUR, { trip: 30_000 });
    await impossible.ask();
    expect(Math.abs(impossible.clock.offset + 48 * HOUR)).toBeLessThan(15_000);
  });
});
