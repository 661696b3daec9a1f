/** How the ends of a run, and of a store in it, look: a sign and a colour beside the word. */
import type { WarmupState, WarmupStoreResult } from '#shared/contract/index.ts';

interface Look {
  readonly tag: string;
  readonly sign: string;
}

export const RUN_LOOKS: Readonly<Record<WarmupState, Look>> = {
  running: { tag: 'is-running', sign: '…' },
  done: { tag: 'is-good', sign: '✓' },
  stopped: { tag: 'is-quiet', sign: '■' },
  failed: { tag: 'is-bad', sign: '✕' },
  interrupted: { tag: 'is-warning', sign: '!' },
  elsewhere: { tag: 'is-good', sign: '✓' },
};

export const STORE_LOOKS: Readonly<Record<WarmupStoreResult['state'], Look>> = {
  waiting: { tag: 'is-quiet', sign: '–' },
  running: { tag: 'is-running', sign: '…' },
  warm: { tag: 'is-good', sign: '✓' },
  failed: { tag: 'is-bad', sign: '✕' },
};
