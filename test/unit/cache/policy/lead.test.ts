import { describe, expect, it } from 'vitest';
import { Lead } from '../../../../src-main/cache/policy/lead.ts';

const ENTRIES = 100;
const EPOCH = 50;

/** Epochs in which each contender has so many hits; gives how often the lead changed. */
function run(lead: Lead, epochs: number, hits: (epoch: number) => readonly number[]): number {
  let changes = 0;
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (const [contender, count] of hits(epoch).entries()) {
      lead.hits[contender]! += count;
      if (contender === lead.leader) lead.ownHits += count;
    }
    const before = lead.leader;
    lead.decide(EPOCH, ENTRIES);
    if (lead.leader !== before) changes++;
  }
  return changes;
}

describe('the lead', () => {
  it('goes to whoever has clearly more hits', () => {
    const lead = new Lead([0.01, 0.3, 1], 0);
    run(lead, 20, () => [10, 20, 15]);
    expect(lead.leader).toBe(1);
  });

  it('stays where it is when the others are no better', () => {
    const lead = new Lead([0.01, 1], 1);
    expect(run(lead, 200, () => [20, 20])).toBe(0);
  });

  it('is not taken for less than going over would cost', () => {
    const lead = new Lead([0.01, 1], 0);
    // Ten of 50 requests hit: to put a hundred entries elsewhere costs some 16 hits.
    lead.ownHits = 10;
    lead.hits.set([10, 25]);
    lead.decide(EPOCH, ENTRIES);
    expect(lead.leader).toBe(0);
    lead.ownHits = 10;
    lead.hits.set([10, 25]);
    lead.decide(EPOCH, ENTRIES);
    expect(lead.leader).toBe(1);
  });

  it('costs nothing to take from one that has no hits', () => {
    const lead = new Lead([0.01, 1], 1);
    lead.hits.set([1, 0]);
    lead.decide(EPOCH, ENTRIES);
    expect(lead.leader).toBe(0);
  });

  it('goes to the steadiest where the cache has lost hits by following turns', () => {
    const lead = new Lead([0.01, 0.3, 1], 0);
    // Each turn favours an end, but the cache comes too late to have its hits; the middle is never far behind.
    for (let epoch = 0; epoch < 400; epoch++) {
      lead.hits.set(Math.floor(epoch / 40) % 2 === 0 ? [40, 30, 10] : [10, 30, 40]);
      lead.ownHits += lead.leader === 1 ? 30 : 15;
      lead.decide(EPOCH, ENTRIES);
    }
    expect(lead.leader).toBe(1);
  });

  it('changes again when habits have changed for good', () => {
    const lead = new Lead([0.01, 1], 0);
    run(lead, 100, () => [10, 30]);
    expect(lead.leader).toBe(1);
    run(lead, 100, () => [30, 10]);
    expect(lead.leader).toBe(0);
  });

  it('goes to and fro ever less where turns within one habit favour now one, now the other', () => {
    const lead = new Lead([0.01, 1], 0);
    const turns = (epoch: number) => (Math.floor(epoch / 30) % 2 === 0 ? [40, 0] : [0, 28]);
    const early = run(lead, 240, turns);
    const late = run(lead, 240, turns);
    expect(early).toBeGreaterThan(1);
    expect(late).toBeLessThan(early / 2);
    expect(lead.leader).toBe(0);
  });

  it('goes to whoever is far ahead for long, however far back it looks', () => {
    const lead = new Lead([0.1, 0.4, 0.75], 1);
    // Two that hit alike take the lead from each other, which stretches the view.
    run(lead, 600, (epoch) => (Math.floor(epoch / 12) % 2 === 0 ? [0, 30, 0] : [0, 0, 30]));
    // Nearly three views that are not stretched, of 1,300 requests each.
    run(lead, 70, () => [40, 15, 15]);
    expect(lead.leader).toBe(0);
  });

  it('goes in the end to whoever is a little ahead for long, though a short view never pays for going over', () => {
    const lead = new Lead([0.01, 0.4], 1);
    run(lead, 400, () => [20.3, 20]);
    expect(lead.leader).toBe(0);
  });
});
