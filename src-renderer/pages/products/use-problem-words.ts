/** Why a text was not taken, in words. */
import { useTranslation } from 'react-i18next';
import type { EntryProblem } from '../../i18n/index.ts';

export function useProblemWords(): (problem: EntryProblem, text: string) => string {
  const { t } = useTranslation('products');
  return (problem, text) => t(`problems.${problem}`, { text });
}
