/** What is asked before an engine ends and again after it: boards, breakdowns and lists of every store and of the chain. */
import { PRESETS, presetRange } from '../../../../shared/domain/period.ts';
import type { Engine } from '../../../../src-main/engine/index.ts';
import type { Question } from './fresh-answers.ts';

export const TODAY = '2026-03-20';
export const NOW = Date.parse('2026-03-20T01:30:00Z');

export async function openStores({ api }: Engine): Promise<number[]> {
  const { stores } = await api.stores.list();
  return stores.map(({ id }) => id);
}

export function boardsOf(stores: readonly number[]): Question[] {
  const scopes: ('all' | number[])[] = ['all', stores.slice(0, 2), ...stores.map((id) => [id])];
  return scopes.flatMap((scope) =>
    PRESETS.flatMap((preset): Question[] => {
      const range = { stores: scope, ...presetRange(preset, TODAY) };
      return [
        { kind: 'overview', input: { ...range, products: 10 } as never },
        { kind: 'breakdown', input: { ...range, by: 'channel' } as never },
        { kind: 'byStatus', input: range as never },
        { kind: 'list', input: { ...range, limit: 20 } as never },
      ];
    }),
  );
}
