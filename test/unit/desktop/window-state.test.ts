import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fitToDisplays, readWindowState, writeWindowState } from '../../../src-main/desktop/window-state.ts';

const LAPTOP = { x: 0, y: 25, width: 1440, height: 875 };
const SECOND = { x: 1440, y: 0, width: 2560, height: 1440 };
const state = { position: { x: 1600, y: 100 }, width: 1400, height: 900, maximized: false };

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'mendian-window-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

describe('the place of the window', () => {
  it('is where it was, while that display is there', () => {
    expect(fitToDisplays(state, [LAPTOP, SECOND])).toEqual(state);
  });

  it('is left to the system on the main display when its own has gone', () => {
    expect(fitToDisplays(state, [LAPTOP])).toEqual({ ...state, position: null, height: 875 });
  });

  it('is never larger than its display nor smaller than the page can be', () => {
    const display = fc.record({
      x: fc.integer({ min: -4_000, max: 4_000 }),
      y: fc.integer({ min: -4_000, max: 4_000 }),
      width: fc.integer({ min: 1_024, max: 8_000 }),
      height: fc.integer({ min: 640, max: 5_000 }),
    });
    const anyState = fc.record({
      position: fc.option(
        fc.record({ x: fc.integer({ min: -9_000, max: 9_000 }), y: fc.integer({ min: -9_000, max: 9_000 }) }),
      ),
      width: fc.integer({ min: 1, max: 9_000 }),
      height: fc.integer({ min: 1, max: 9_000 }),
      maximized: fc.boolean(),
    });
    fc.assert(
      fc.property(anyState, fc.array(display, { minLength: 1, maxLength: 3 }), (remembered, displays) => {
        const fitted = fitToDisplays(remembered, displays);
        expect(displays.some((area) => fitted.width <= area.width && fitted.height <= area.height)).toBe(true);
        expect(fitted.width).toBeGreaterThanOrEqual(1_024);
        expect(fitted.height).toBeGreaterThanOrEqual(640);
      }),
    );
  });

  it('can always be caught by its title bar', () => {
    for (const position of [
      { x: 1_400, y: 100 },
      { x: -1_390, y: 100 },
      { x: 0, y: -10 },
      { x: 0, y: 890 },
    ]) {
      expect(fitToDisplays({ ...state, position }, [LAPTOP]).position).toBeNull();
    }
  });
});

describe('the memory of it', () => {
  it('gives back what was written and leaves nothing else', () => {
    const file = join(directory, 'window', 'window.json');
    writeWindowState(file, state);
    expect(readWindowState(file)).toEqual(state);
    expect(readdirSync(join(directory, 'window'))).toEqual(['window.json']);
  });

  it.each(['', '{', '[]', '{"width":"wide"}', '{"position":null,"width":-5,"height":1,"maximized":false}'])(
    'starts anew when it holds %j',
    (text) => {
      const file = join(directory, 'window.json');
      writeFileSync(file, text);
      expect(readWindowState(file)).toMatchObject({ position: null, maximized: false });
    },
  );

  it('starts anew when there is none', () => {
    expect(readWindowState(join(directory, 'none.json'))).toMatchObject({ position: null, width: 1440 });
  });
});
