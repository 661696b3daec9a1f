/** `report`: what sold, by store, day, month, channel or product; amounts as exact decimals. */
import { type BreakdownKey, type BreakdownRow, breakdownKey, type Store, type Totals } from '#shared/contract/index.ts';
import { AppError } from '#shared/domain/app-error.ts';
import { dayNumber } from '#shared/domain/business-date.ts';
import type { StoreId } from '#shared/domain/ids.ts';
import { moneyToDecimal } from '#shared/domain/money.ts';
import { quantityToDecimal } from '#shared/domain/quantity.ts';
import type { ApiClient } from '../../api/index.ts';
import { type Command, type CommandContext, type CommandResult, textOption } from './command.ts';
import { table } from './terminal.ts';

interface Scope {
  readonly stores: 'all' | StoreId[];
  readonly from: string | null;
  readonly to: string | null;
}

function findStore(stores: readonly Store[], name: string): Store | undefined {
  const small = name.toLowerCase();
  return (
    stores.find((store) => store.code === name || store.name === name) ??
    stores.find((store) => store.code.toLowerCase() === small || store.name.toLowerCase() === small)
  );
}

/** @throws AppError STORE_UNKNOWN naming the first name that fits none. */
async function storesNamed(api: ApiClient, given: string): Promise<'all' | StoreId[]> {
  if (given === 'all') return 'all';
  const { stores } = await api.stores.list();
  // A name may hold a comma itself.
  const names = findStore(stores, given) ? [given] : given.split(',').map((name) => name.trim());
  return names.map((name) => {
    const store = findStore(stores, name);
    if (!store) throw new AppError('STORE_UNKNOWN', { details: { name } });
    return store.id;
  });
}

function dateOption(context: CommandContext, name: string): string | undefined {
  const date = textOption(context, name);
  if (date !== undefined && dayNumber(date) === null) {
    throw new AppError('COMMAND_MISUSED', { details: { problem: `--${name} ${date}: YYYY-MM-DD` } });
  }
  return date;
}

function keyOption(context: CommandContext): BreakdownKey {
  const given = textOption(context, 'by') ?? 'store';
  const parsed = breakdownKey.safeParse(given);
  if (parsed.success) return parsed.data;
  const problem = `--by ${given}: ${breakdownKey.options.join(' | ')}`;
  throw new AppError('COMMAND_MISUSED', { details: { problem } });
}

async function scopeOf(api: ApiClient, context: CommandContext): Promise<Scope> {
  const from = dateOption(context, 'from');
  const to = dateOption(context, 'to');
  const stores = await storesNamed(api, textOption(context, 'store') ?? 'all');
  if (from !== undefined && to !== undefined) return { stores, from, to };
  const { first, last } = await api.analytics.bounds({ stores });
  return { stores, from: from ?? first, to: to ?? last };
}

/** Gives sums as they are printed: exact decimal texts, `grossProfit` null while no cost is known. */
function amountsOf(sums: Totals): Record<string, string | number | null> {
  return {
    orders: sums.orders,
    units: quantityToDecimal(sums.units),
    grossSales: moneyToDecimal(sums.grossSales),
    refunds: moneyToDecimal(sums.refunds),
    netSales: moneyToDecimal(sums.netSales),
    cost: moneyToDecimal(sums.cost),
    grossProfit: sums.grossProfit === null ? null : moneyToDecimal(sums.grossProfit),
  };
}

const COLUMNS = ['orders', 'units', 'grossSales', 'refunds', 'netSales', 'cost', 'grossProfit'] as const;

function rowCells(first: string, sums: Totals): string[] {
  const amounts = amountsOf(sums);
  return [first, ...COLUMNS.map((name) => String(amounts[name] ?? '–'))];
}

function rowName({ key, label }: BreakdownRow): string {
  return label === key ? key : `${key} ${label}`;
}

async function run(context: CommandContext): Promise<CommandResult> {
  const by = keyOption(context);
  const { api } = await context.engine();
  const { stores, from, to } = await scopeOf(api, context);
  if (from === null || to === null) {
    const json = { currency: null, currencies: [], from, to, by, rows: [], totals: null };
    return { json, text: context.texts().noOrders };
  }
  const currency = textOption(context, 'currency');
  const report = await api.analytics.breakdown({ stores, from, to, by, ...(currency !== undefined && { currency }) });
  const rows = report.rows.map((row) => ({ key: row.key, label: row.label, ...amountsOf(row) }));
  const head = [by, ...COLUMNS.map((name) => context.texts().columns[name])];
  const others = report.currencies.filter(({ code }) => code !== report.currency).map(({ code }) => code);
  const text = [
    `${from} – ${to}  ${report.currency ?? ''}`,
    table([head, ...report.rows.map((row) => rowCells(rowName(row), row)), rowCells('Σ', report.totals)]),
    ...(others.length > 0 ? [context.texts().otherCurrencies(others.join(', '))] : []),
  ].join('\n');
  return {
    json: {
      currency: report.currency,
      currencies: report.currencies,
      from,
      to,
      by,
      rows,
      totals: amountsOf(report.totals),
    },
    text,
  };
}

export const report: Command = {
  name: 'report',
  options: {
    store: { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
    by: { type: 'string' },
    currency: { type: 'string' },
  },
  run,
};
