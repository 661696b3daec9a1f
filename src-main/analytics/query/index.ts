/** Questions answered from the rollups. */
export { type BoundsQuestion, boundsTask } from './bounds.ts';
export { type BreakdownQuestion, breakdownTask } from './breakdown.ts';
export { type DayRange, parseDayRange } from './day-range.ts';
export { type FreshnessQuestion, freshnessTask } from './freshness.ts';
export { createLocalClock, type LocalClock } from './local-clock.ts';
export { localNow } from './local-now.ts';
export { IN_SPAN, type OrderSpan, orderSpan } from './order-span.ts';
export { type OverviewQuestion, overviewTask } from './overview.ts';
export { type ProductSales, readProductSales, salesCurrency } from './product-sales.ts';
export { onOneState, type UnderstoodQuestion, understand } from './question.ts';
export { commonZone, resolveScope, type Scope } from './scope.ts';
export { statement } from './statement.ts';
export { exact } from './totals.ts';
