/** What IT sends along with a question: what runs here and how it is, and nothing of what it holds for customers. */
import type { Health } from '#shared/contract/index.ts';

export interface Installation {
  readonly version: string;
  readonly mode: 'desktop' | 'hub';
  readonly platform: string;
  readonly orders: number;
  readonly stores: number;
}

/** Gives a text to paste; `at` is the present time as an ISO instant. Paths stay out: they may name a person. */
export function diagnosticsText(installation: Installation, health: Health | undefined, at: string): string {
  const { version, mode, platform, orders, stores } = installation;
  return JSON.stringify({ at, version, mode, platform, orders, stores, health: health ?? null }, null, 2);
}
