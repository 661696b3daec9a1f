/** The answers as they are kept: the contract's, without what depends on when they are given. */
import type { Store } from '#shared/contract/index.ts';
import type { Areas } from '../../api/index.ts';

type AnswerOf<Area extends keyof Areas, Name extends keyof Areas[Area]> = Areas[Area][Name] extends (
  ...args: never
) => Promise<infer Answer>
  ? Answer
  : never;

export type OverviewAnswer = AnswerOf<'analytics', 'overview'>;
export type BreakdownAnswer = AnswerOf<'analytics', 'breakdown'>;

export type Overview = Omit<OverviewAnswer, 'freshness'>;
export type Breakdown = Omit<BreakdownAnswer, 'freshness'>;
/** `today` is of when it was asked: whoever answers puts the present one in its place. */
export type Bounds = AnswerOf<'analytics', 'bounds'>;
export type Freshness = Pick<OverviewAnswer['freshness'], 'dataAsOf' | 'lastImport'>;
export type OrderDetail = AnswerOf<'orders', 'detail'>;
export type OrderList = AnswerOf<'orders', 'list'>;
export type OrdersByStatus = AnswerOf<'orders', 'byStatus'>;
export type StoreList = { readonly stores: readonly Store[] };
