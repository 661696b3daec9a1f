/** Sums as the contract gives them. What can no longer be told exactly is refused, never rounded. */
import type { Totals } from '#shared/contract/index.ts';
import { AppError } from '#shared/domain/app-error.ts';
import { M } from '../rollup/index.ts';

/** @throws AppError SUM_TOO_LARGE for a sum beyond 2^53. */
export function exact(sum: number): number {
  if (!Number.isSafeInteger(sum)) throw new AppError('SUM_TOO_LARGE');
  return sum + 0; // -0 becomes 0
}

/** @param sums measures in their order, beginning at `offset`. */
export function totalsOf(sums: ArrayLike<number>, offset = 0): Totals {
  const of = (measure: keyof typeof M) => exact(sums[offset + M[measure]] ?? 0);
  const netSales = netSalesOf(sums, offset);
  const refunds = of('refunds');
  const grossSales = exact(netSales + refunds);
  const costedSales = of('costedSales');
  const grossProfit = grossProfitOf(sums, offset);
  return {
    orders: of('orders'),
    units: of('units'),
    placed: of('placed'),
    grossSales,
    refunds,
    netSales,
    cost: of('cost'),
    costedSales,
    grossProfit,
    discounts: of('discounts'),
    deliveryCost: of('deliveryCost'),
    platformFee: of('platformFee'),
    grossMargin: grossProfit === null ? null : shareOf(grossProfit, costedSales),
    costKnown: knownShare(costedSales, netSales),
    refundRate: shareOf(refunds, grossSales),
  };
}

function shareOf(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

/** Refunds without a cost can make the sales whose cost is known more than all of them: a share stays one. */
function knownShare(costedSales: number, netSales: number): number | null {
  const share = shareOf(costedSales, netSales);
  return share === null ? null : Math.min(1, Math.max(0, share));
}

export function netSalesOf(sums: ArrayLike<number>, offset = 0): number {
  return exact(sums[offset + M.netSales] ?? 0);
}

/** Null when no line's cost is known. */
export function grossProfitOf(sums: ArrayLike<number>, offset = 0): number | null {
  if (!sums[offset + M.costedLines]) return null;
  return exact((sums[offset + M.costedSales] ?? 0) - (sums[offset + M.cost] ?? 0));
}

/** Takes `less` away from `sums`, in place. */
export function subtract(sums: Float64Array, less: ArrayLike<number>, offset = 0): void {
  for (let measure = 0; measure < less.length; measure++) sums[offset + measure]! -= less[measure]!;
}
