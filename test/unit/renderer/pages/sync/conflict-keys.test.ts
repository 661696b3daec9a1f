import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  deedOf,
  NO_SELECTION,
  type Selection,
  settledSelection,
} from '../../../../../src-renderer/pages/sync/conflict-keys.ts';

const IDS = [11, 12, 13];

/** Plays keys and gives what the last one did, with what was selected by then. */
function play(keys: readonly string[], ids: readonly number[] = IDS) {
  let selection: Selection = settledSelection(NO_SELECTION, ids);
  let deed = null as ReturnType<typeof deedOf>;
  for (const key of keys) {
    deed = deedOf(key, selection, ids);
    if (deed !== null && 'select' in deed) selection = deed.select;
  }
  return { deed, selection };
}

describe('a conflict by keyboard', () => {
  it.each([
    [['1', 'Enter'], 11, 'local'],
    [['2', 'Enter'], 11, 'remote'],
    [['ArrowLeft', 'Enter'], 11, 'local'],
    [['ArrowDown', 'ArrowRight', 'Enter'], 12, 'remote'],
  ])('takes no more than three keys: %j', (keys, id, side) => {
    const { deed, selection } = play(keys);
    expect(deed).toEqual({ decide: side });
    expect(selection.id).toBe(id);
    expect(keys.length).toBeLessThanOrEqual(3);
  });

  it('is not decided before a side is chosen', () => {
    expect(play(['Enter']).deed).toBeNull();
  });

  it('loses its choice when another one is selected', () => {
    expect(play(['2', 'ArrowDown', 'Enter']).deed).toBeNull();
  });

  it('stays within the list', () => {
    expect(play(['ArrowUp']).selection.id).toBe(11);
    expect(play(['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown']).selection.id).toBe(13);
  });

  it('takes a decision back with u', () => {
    expect(play(['u']).deed).toEqual({ undo: true });
  });

  it('does nothing where there is none', () => {
    expect(play(['ArrowDown', '1', 'Enter'], []).deed).toBeNull();
  });
});

describe('the selection', () => {
  it('goes on to the neighbour of what was decided, with nothing chosen', () => {
    expect(settledSelection({ id: 12, index: 1, side: 'local' }, [11, 13])).toEqual({ id: 13, index: 1, side: null });
    expect(settledSelection({ id: 13, index: 2, side: 'local' }, [11, 12])).toEqual({ id: 12, index: 1, side: null });
  });

  it('follows its conflict when others come and go, and never carries a choice over to another one', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(20)), fc.uniqueArray(fc.nat(20)), fc.nat(20), (before, after, place) => {
        const id = before[place % Math.max(1, before.length)];
        if (id === undefined) return;
        const next = settledSelection({ id, index: before.indexOf(id), side: 'remote' }, after);
        if (after.includes(id)) expect(next).toEqual({ id, index: after.indexOf(id), side: 'remote' });
        else expect(next.side).toBeNull();
      }),
    );
  });
});
