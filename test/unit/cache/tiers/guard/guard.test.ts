import { describe, expect, it } from 'vitest';
import { createGuard, type Outcome } from '../../../../../src-main/cache/tiers/guard/guard.ts';
import { manualTime } from '../manual-time.ts';

function guarded(probe: () => Promise<void> = async () => undefined) {
  const time = manualTime();
  const changes: string[] = [];
  const guard = createGuard({
    deadline: 25,
    probe,
    later: time.later,
    clock: time.clock,
    onChange: (state) => void changes.push(state),
  });
  return { time, guard, changes };
}

const never = () => new Promise<never>(() => undefined);
const failing = () => Promise.reject(new Error('no'));
const given = async () => 7;

describe('a guard', () => {
  it('gives what the tier gives', async () => {
    const { guard } = guarded();
    expect(await guard.read(given)).toEqual({ ok: true, value: 7 });
    expect(guard.figures()).toMatchObject({ state: 'ready', problem: null, failures: 0, timeouts: 0 });
  });

  it('gives up at the deadline, and drops the answer that comes after it', async () => {
    const { guard, time } = guarded();
    const late = Promise.withResolvers<number>();
    const outcome = guard.read(() => late.promise);
    await time.pass(25);
    expect(await outcome).toMatchObject({ ok: false, reason: 'late' });
    late.reject(new Error('and a failure at that'));
    await time.pass(1);
    expect(guard.figures()).toMatchObject({ timeouts: 1, failures: 0, readP50: 25 });
  });

  it('takes an answer that arrived while the thread was busy past the deadline', async () => {
    const { guard, time } = guarded();
    const answer = Promise.withResolvers<number>();
    const outcome = guard.read(() => answer.promise);
    const passing = time.pass(25);
    setImmediate(() => answer.resolve(7));
    await passing;
    expect(await outcome).toMatchObject({ ok: true, value: 7 });
  });

  it.each([
    ['failures', failing, 'failed'],
    ['slowness', never, 'late'],
  ])('stops asking after three %s in a row, and refuses at once then', async (_, work, reason) => {
    const { guard, time } = guarded(never);
    for (let at = 0; at < 3; at++) {
      const outcome: Promise<Outcome<unknown>> = guard.read(work);
      await time.pass(25);
      expect(await outcome).toMatchObject({ ok: false, reason });
    }
    let asked = false;
    const refused = await guard.read(async () => {
      asked = true;
    });
    expect(refused).toMatchObject({ ok: false, reason: 'open' });
    expect(asked).toBe(false);
    expect(guard.figures().problem).not.toBeNull();
  });

  it('stops asking when every second call fails, too', async () => {
    const { guard } = guarded(never);
    for (let at = 0; at < 15; at++) await guard.read(at % 2 === 0 ? failing : given);
    expect(guard.state).toBe('open');
  });

  it('bears single failures', async () => {
    const { guard } = guarded();
    for (let at = 0; at < 60; at++) await guard.read(at % 3 === 0 ? failing : given);
    expect(guard.state).toBe('ready');
  });

  it('asks again only after a probe of its own went well, and probes again and again until then', async () => {
    let well = false;
    let probes = 0;
    const { guard, time, changes } = guarded(() => {
      probes += 1;
      return well ? Promise.resolve() : Promise.reject(new Error('still away'));
    });
    guard.trip('gone');
    await time.pass(3_000);
    expect(probes).toBeGreaterThan(6);
    expect(guard.problem).toContain('still away');
    expect(await guard.read(given)).toMatchObject({ ok: false });
    well = true;
    await time.pass(400);
    expect(guard.state).toBe('ready');
    expect(await guard.read(given)).toMatchObject({ ok: true });
    expect(changes.slice(-2)).toEqual(['probing', 'ready']);
  });

  it('does not believe a probe that answers late', async () => {
    const slow = Promise.withResolvers<void>();
    const { guard, time } = guarded(() => slow.promise);
    guard.trip('gone');
    await time.pass(400);
    slow.resolve();
    expect(guard.state).not.toBe('ready');
  });

  it('counts work on this thread that took too long, but gives what it gave', () => {
    const { guard } = guarded(never);
    const clock = { now: 0 };
    const sync = createGuard({ deadline: 25, probe: never, later: () => () => undefined, clock: () => clock.now });
    const slow = () => {
      clock.now += 30;
      return 7;
    };
    for (let at = 0; at < 3; at++) expect(sync.readNow(slow)).toEqual({ ok: true, value: 7 });
    expect(sync.readNow(slow)).toMatchObject({ ok: false, reason: 'open' });
    expect(sync.figures()).toMatchObject({ timeouts: 3, readP99: 30 });
    guard.close();
  });
});
