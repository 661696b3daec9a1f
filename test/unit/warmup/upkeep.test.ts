import { describe, expect, it } from 'vitest';
import type { StoreId } from '../../../shared/domain/ids.ts';
import type { WarmOptions } from '../../../src-main/cache/index.ts';
import { createLog, createTrace } from '../../../src-main/logging/index.ts';
import { warmTarget } from '../../../src-main/warmup/index.ts';
import { createStaffGate } from '../../../src-main/warmup/run/staff-gate.ts';
import { createUpkeep } from '../../../src-main/warmup/upkeep.ts';
import { createVirtualTime } from '../../virtual-time/index.ts';

const MINUTE = 60_000;

interface Setting {
  /** Stores that staff ask for. */
  readonly hot?: readonly number[];
  enabled?: boolean;
  busy?: boolean;
}

function start(setting: Setting = {}) {
  const time = createVirtualTime();
  const gate = createStaffGate(time);
  const warmed: { scope: string; options: WarmOptions }[] = [];
  const target = warmTarget<string>({
    name: 'overview',
    level: 'L2',
    plan: (scope, { stage }) => ({ board: [String(scope)], ranges: [], details: [`details of ${scope}`] })[stage],
    cached: {
      async warm(inputs, options = {}) {
        for (const scope of inputs) warmed.push({ scope, options });
        return inputs.map(() => 'loaded' as const);
      },
    },
  });
  const upkeep = createUpkeep({
    targets: () => [target],
    stores: async () => Array.from({ length: 20 }, (_, i) => ({ id: (i + 1) as StoreId, name: `Store ${i + 1}` })),
    heat: () => (id) => (setting.hot?.includes(id) ? 1 : 0),
    enabled: () => setting.enabled ?? true,
    days: () => 7,
    busy: () => setting.busy ?? false,
    gate,
    now: () => time.elapsed(),
    elapsed: time.elapsed,
    later: time.later,
    log: createLog({ destinations: [], level: 'error', trace: createTrace(), now: Date.now }),
  });
  upkeep.start();
  const scopes = () => warmed.splice(0).map(({ scope }) => scope);
  return { time, gate, upkeep, warmed, scopes };
}

describe('upkeep', () => {
  it('looks after the boards of stores that are asked for and of the chain every minute, before they go stale', async () => {
    const { time, warmed, scopes } = start({ hot: [7, 3] });
    await time.advance(MINUTE);
    expect(warmed.map(({ scope }) => scope)).toEqual(['3', 'all', '7']);
    // Whatever would end before the round after the next is loaded in this one.
    expect(warmed[0]!.options.expiringWithin).toBeGreaterThan(2 * MINUTE);
    scopes();
    await time.advance(MINUTE);
    expect(scopes()).toEqual(['3', 'all', '7']);
  });

  it('looks after the boards of all other stores every five minutes', async () => {
    const { time, scopes } = start({ hot: [7] });
    await time.advance(4 * MINUTE);
    expect(new Set(scopes())).toEqual(new Set(['7', 'all']));
    await time.advance(MINUTE);
    expect(scopes()).toHaveLength(21);
    await time.advance(MINUTE);
    expect(scopes()).toEqual(['7', 'all']);
  });

  it('makes everything of stores whose data has changed warm right after the change, boards first', async () => {
    const { time, upkeep, scopes } = start();
    upkeep.changed([5 as StoreId]);
    upkeep.changed([9 as StoreId]);
    await time.advance(1_000);
    expect(scopes()).toEqual(['all', '5', '9', 'details of all', 'details of 5', 'details of 9']);
    await time.advance(MINUTE);
    expect(scopes()).toEqual(['all']);
  });

  it('looks after every store that somebody asks for, however many they are', async () => {
    const { time, scopes } = start({ hot: Array.from({ length: 15 }, (_, i) => i + 1) });
    await time.advance(MINUTE);
    expect(scopes()).toHaveLength(16);
  });

  it('makes everything warm after a change of everything', async () => {
    const { time, upkeep, scopes } = start();
    upkeep.changed('all');
    await time.advance(1_000);
    expect(scopes()).toHaveLength(42);
  });

  it('leaves the work to a run that is under way, and does what changed after it', async () => {
    const setting: Setting = { busy: true };
    const { time, upkeep, scopes } = start(setting);
    upkeep.changed([5 as StoreId]);
    await time.advance(MINUTE);
    expect(scopes()).toEqual([]);
    setting.busy = false;
    await time.advance(MINUTE);
    expect(scopes()).toEqual(['all', '5', 'details of all', 'details of 5']);
  });

  it('does nothing while it is switched off', async () => {
    const { time, upkeep, scopes } = start({ hot: [3], enabled: false });
    upkeep.changed('all');
    await time.advance(5 * MINUTE);
    expect(scopes()).toEqual([]);
  });

  it('stands aside while staff wait', async () => {
    const { time, gate, scopes } = start({ hot: [3] });
    const leave = gate.enter();
    await time.advance(MINUTE - 1);
    const again = gate.enter();
    leave();
    await time.advance(1_000);
    expect(scopes()).toEqual([]);
    again();
    await time.advance(0);
    expect(scopes()).toEqual(['3', 'all']);
  });

  it('ends when it is closed', async () => {
    const { time, upkeep, scopes } = start({ hot: [3] });
    await upkeep.close();
    await time.advance(5 * MINUTE);
    expect(scopes()).toEqual([]);
  });
});
