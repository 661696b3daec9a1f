/** Before the specs: the app is built, and it is said what they run on. */
import { buildIfStale } from '../../scripts/build-state.ts';
import { appKind } from './launch.ts';

export async function setup(): Promise<void> {
  const code = await buildIfStale();
  if (code !== 0) throw new Error(`The build ended with code ${code}.`);
  console.log(
    `The specs run on ${appKind === 'electron' ? 'Electron' : "the Electron stand-in, with the system's Chromium"}.`,
  );
}
