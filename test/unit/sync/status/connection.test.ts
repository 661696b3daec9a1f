import { describe, expect, it } from 'vitest';
import type { ConnectionState } from '#shared/contract/index.ts';
import { createConnection, type ProbeResult } from '../../../../src-main/sync/status/index.ts';
import { createVirtualTime } from '../../../virtual-time/index.ts';

function watched(answers: { probe?: ProbeResult | 'silence'; link?: boolean; targets?: boolean } = {}) {
  const time = createVirtualTime();
  const world = { probe: 'reached', link: true, targets: true, ...answers } as Required<typeof answers>;
  const changes: { state: ConnectionState; at: number }[] = [];
  const probes: boolean[] = [];
  const connection = createConnection({
    linkUp: () => world.link,
    hasTargets: () => world.targets,
    probe(thorough, signal) {
      probes.push(thorough);
      const { probe } = world;
      if (probe !== 'silence') return Promise.resolve(probe);
      return new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(new Error('given up')), { once: true });
      });
    },
    now: time.now,
    later: time.later,
    onChange: (state) => changes.push({ state, at: time.elapsed() }),
  });
  connection.start();
  return { time, world, changes, probes, connection };
}

describe('the state of the connection', () => {
  it('is told within two seconds of the line going and of its return', async () => {
    const { time, world, changes } = watched();
    await time.advance(60_000);
    expect(changes).toEqual([]);
    world.probe = 'silence';
    await time.advance(2_000);
    expect(changes.map(({ state }) => state)).toEqual(['offline']);
    await time.advance(600_000);
    world.probe = 'reached';
    await time.advance(2_000);
    expect(changes.map(({ state }) => state)).toEqual(['offline', 'online']);
  });

  it('is offline as soon as no interface is up', async () => {
    const { time, world, connection } = watched();
    await time.advance(10_000);
    world.link = false;
    await time.advance(1_000);
    expect(connection.state).toBe('offline');
  });

  it('asks nobody while answers come in', async () => {
    const { time, probes, connection } = watched();
    await time.advance(0);
    const before = probes.length;
    for (let i = 0; i < 100; i++) {
      connection.heard();
      await time.advance(500);
    }
    expect(probes.length).toBe(before);
  });

  it('looks at once when a call met nobody, and believes the line if a probe meets somebody', async () => {
    const { time, world, connection } = watched();
    await time.advance(5_000);
    connection.missed();
    await time.advance(0);
    expect(connection.state).toBe('online');
    world.probe = 'unreachable';
    connection.missed();
    await time.advance(0);
    expect(connection.state).toBe('offline');
  });

  it('is online again with the first answer, whatever a probe that was under way says', async () => {
    const { time, world, connection, changes } = watched({ probe: 'silence' });
    await time.advance(3_000);
    expect(connection.state).toBe('offline');
    await time.advance(1_000);
    connection.heard();
    expect(connection.state).toBe('online');
    world.probe = 'reached';
    await time.advance(10_000);
    expect(changes.map(({ state }) => state)).toEqual(['offline', 'online']);
  });

  it('looks closely at who answers as soon as a call met nobody: a sign-in page opens every door', async () => {
    const { time, world, connection, probes } = watched();
    await time.advance(5_000);
    expect(probes).not.toContain(true);
    world.probe = 'captive';
    connection.missed();
    await time.advance(0);
    expect(probes.at(-1)).toBe(true);
    expect(connection.state).toBe('captive');
    world.probe = 'reached';
    await time.advance(2_000);
    expect(connection.state).toBe('online');
    await time.advance(5_000);
    // Whose certificate is right is not asked for it each second.
    expect(probes.at(-1)).toBe(false);
  });

  it('knows somebody who answers in the place of another', async () => {
    const { time, world, connection, probes } = watched();
    world.link = false;
    await time.advance(2_000);
    world.link = true;
    world.probe = 'captive';
    await time.advance(2_000);
    expect(connection.state).toBe('captive');
    expect(probes.at(-1)).toBe(true);
  });

  it('says that it does not know after a sleep until it has asked', async () => {
    const { time, connection, changes, world } = watched();
    await time.advance(10_000);
    world.probe = 'silence';
    connection.woke();
    expect(connection.state).toBe('asleep');
    world.probe = 'reached';
    await time.advance(2_000);
    expect(changes.map(({ state }) => state).at(-1)).toBe('online');
  });

  it('bothers nobody when there is nobody to talk to', async () => {
    const { time, probes, connection } = watched({ targets: false });
    await time.advance(60_000);
    expect(probes).toEqual([]);
    expect(connection.state).toBe('online');
  });

  it('ends with nothing left running', async () => {
    const { time, connection } = watched({ probe: 'silence' });
    await time.advance(1_500);
    connection.close();
    await time.advance(5_000);
    expect(time.timers).toBe(0);
  });
});
