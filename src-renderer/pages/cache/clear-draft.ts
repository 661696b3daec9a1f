/** What is being chosen to be cleared; each kind keeps what was typed for it. */
import type { CacheLevel, ClearTarget } from '#shared/contract/index.ts';
import type { StoreId } from '#shared/domain/ids.ts';

/** The narrowest first: everything is the last resort. */
export const WHATS = ['level', 'store', 'tag', 'key', 'all'] as const satisfies readonly ClearTarget['what'][];

export interface ClearDraft {
  readonly what: ClearTarget['what'];
  readonly level: CacheLevel;
  readonly storeId: StoreId | null;
  readonly tag: string;
  readonly key: string;
}

const BEGIN: ClearDraft = { what: 'level', level: 'L1', storeId: null, tag: '', key: '' };

/** Gives the draft that the dialog begins with. */
export function draftOf(target: ClearTarget | 'ask'): ClearDraft {
  return target === 'ask' ? BEGIN : { ...BEGIN, ...target };
}

/** Gives what would be cleared; null while something is still to be said. */
export function targetOf({ what, level, storeId, tag, key }: ClearDraft): ClearTarget | null {
  switch (what) {
    case 'all':
      return { what };
    case 'level':
      return { what, level };
    case 'store':
      return storeId === null ? null : { what, storeId };
    case 'tag':
      return tag.trim() === '' ? null : { what, tag: tag.trim() };
    case 'key':
      return key.trim() === '' ? null : { what, key: key.trim() };
  }
}
