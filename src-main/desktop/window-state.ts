/** A window is always opened where its user can see and reach it, whatever displays there are today. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Rectangle } from 'electron';
import { z } from 'zod';

const windowState = z.object({
  /** Null: the system chooses the place. */
  position: z.object({ x: z.int(), y: z.int() }).nullable(),
  width: z.int().positive(),
  height: z.int().positive(),
  maximized: z.boolean(),
});
export type WindowState = z.infer<typeof windowState>;

/** The page is made for 1280×720 and more. */
export const SMALLEST_WINDOW = { width: 1024, height: 640 };
const FIRST_WINDOW: WindowState = { position: null, width: 1440, height: 900, maximized: false };
/** How much of the window must lie on a display for its title bar to be caught by the mouse. */
const REACHABLE = { width: 120, height: 40 };

/** Gives a state that fits today's displays: `workAreas` are theirs, the main one first. */
export function fitToDisplays(state: WindowState, workAreas: readonly Rectangle[]): WindowState {
  const { position } = state;
  const home =
    position === null
      ? undefined
      : workAreas.find(
          (area) =>
            position.x + state.width >= area.x + REACHABLE.width &&
            position.x <= area.x + area.width - REACHABLE.width &&
            position.y >= area.y &&
            position.y <= area.y + area.height - REACHABLE.height,
        );
  const area = home ?? workAreas[0];
  if (area === undefined) return { ...state, position: null };
  const width = Math.min(Math.max(state.width, SMALLEST_WINDOW.width), area.width);
  const height = Math.min(Math.max(state.height, SMALLEST_WINDOW.height), area.height);
  return { position: home === undefined ? null : position, width, height, maximized: state.maximized };
}

/** Gives what was remembered; the first start's state when nothing was or it cannot be read. */
export function readWindowState(file: string): WindowState {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return FIRST_WINDOW;
    throw error;
  }
  return parseWindowState(text) ?? FIRST_WINDOW;
}

function parseWindowState(text: string): WindowState | null {
  try {
    return windowState.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    // Cut off by a power loss: where the window stood is not worth a message.
    return null;
  }
}

/** Remembers a state: a reader sees the one before or this one, never half of it. */
export function writeWindowState(file: string, state: WindowState): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, `${JSON.stringify(state)}\n`);
  renameSync(`${file}.new`, file);
}
