import { describe, expect, it } from 'vitest';
import { createStaffGate } from '../../../../src-main/warmup/run/staff-gate.ts';
import { createVirtualTime } from '../../../virtual-time/index.ts';

const never = new AbortController().signal;

describe('the gate', () => {
  it('is open while no staff wait', async () => {
    const gate = createStaffGate(createVirtualTime());
    await gate.idle(never);
    expect(gate.pending).toBe(0);
  });

  it('holds warmup up until the last of several requests is answered', async () => {
    const gate = createStaffGate(createVirtualTime());
    const leaves = [gate.enter(), gate.enter()];
    const order: string[] = [];
    const gone = gate.idle(never).then(() => order.push('warmup'));
    order.push('first answered');
    leaves[0]!();
    await Promise.resolve();
    order.push('second answered');
    leaves[1]!();
    await gone;
    expect(order).toEqual(['first answered', 'second answered', 'warmup']);
  });

  it('takes a second leaving of the same request for nothing', () => {
    const gate = createStaffGate(createVirtualTime());
    const leave = gate.enter();
    gate.enter();
    leave();
    leave();
    expect(gate.pending).toBe(1);
  });

  it('does not wait for ever for a request that hangs', async () => {
    const time = createVirtualTime();
    const gate = createStaffGate({ later: time.later, most: 10_000 });
    gate.enter();
    const gone = gate.idle(never);
    await time.advance(9_999);
    expect(gate.pending).toBe(1);
    await time.advance(1);
    await gone;
    expect(gate.pending).toBe(0);
  });

  it('lets go of a run that is stopped', async () => {
    const gate = createStaffGate(createVirtualTime());
    gate.enter();
    const stop = new AbortController();
    const gone = gate.idle(stop.signal);
    stop.abort();
    await gone;
    expect(gate.pending).toBe(1);
  });
});
