/** Whom an order goes to, as far as a platform says. */
import type { RemoteContact } from './model.ts';

export interface SaidContact {
  readonly name: string | null;
  readonly phone: string | null;
  /** From the largest to the smallest or the other way, as it is written there; what is not said is left out. */
  readonly address: readonly (string | null)[];
  /** What stands between the parts of an address. */
  readonly between: string;
}

/** Null: nothing is said. */
export function contactOf({ name, phone, address, between }: SaidContact): RemoteContact | null {
  const parts = address.filter((part) => part !== null);
  if (name === null && phone === null && parts.length === 0) return null;
  return { name, phone, address: parts.length === 0 ? null : parts.join(between) };
}
