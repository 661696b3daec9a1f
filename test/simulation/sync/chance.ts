/** What is drawn from a seed. */
import { seeded } from '../../virtual-time/index.ts';

export interface Chance {
  /** In [0, 1). */
  readonly actions: () => number;
  whole(below: number): number;
  pick<Item>(items: readonly Item[]): Item;
}

export function createChance(seed: number): Chance {
  const actions = seeded(seed);
  const whole = (below: number) => Math.floor(actions() * below);
  return { actions, whole, pick: (items) => items[whole(items.length)]! };
}
