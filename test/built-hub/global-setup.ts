/** Before tests that start the built hub: it is built from what the sources are now. */
import { buildIfStale } from '../../scripts/build-state.ts';

export async function setup(): Promise<void> {
  const code = await buildIfStale();
  if (code !== 0) throw new Error(`The build ended with code ${code}.`);
}
