/** What a run's counts come to, in one word that chooses the sentence and the next step. */
import type { ImportCounts } from '#shared/contract/index.ts';

export type Outcome = 'checked' | 'committed' | 'nothingNew' | 'nothingUsable' | 'noRows';

/** Gives the outcome. Nothing new: all is there already; nothing usable: every row was refused; no rows: headings alone. */
export function outcomeOf(counts: ImportCounts, dryRun: boolean): Outcome {
  if (!dryRun) return 'committed';
  if (counts.added + counts.changed > 0) return 'checked';
  if (counts.unchanged > 0) return 'nothingNew';
  return counts.rejected > 0 ? 'nothingUsable' : 'noRows';
}
