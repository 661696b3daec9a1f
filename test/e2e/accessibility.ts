/** What axe finds wrong with a page, one line each. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** Gives one line for each violation; none is as it should be. */
export async function violationsOf(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    // The legacy mode opens no page of its own: the app's window is the only one.
    .setLegacyMode(true)
    // Every rule is checked; of what is in order nobody reads the places, and finding words for them takes half the time.
    .options({ resultTypes: ['violations'] })
    .analyze();
  return violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}: ${node.target.join(' ')}`));
}
