/** Columns of money, counts and quantities, worded and exported alike everywhere. */
import { moneyToDecimal } from '#shared/domain/money.ts';
import { quantityToDecimal } from '#shared/domain/quantity.ts';
import type { Formats } from '../i18n/index.ts';
import type { Column } from './columns.ts';

type Figure<Row> = (row: Row) => number | null;
const UNKNOWN = '–';

/** Money with all decimals of the currency; the file gets the exact amount. */
export function moneyColumn<Row>(
  formats: Formats,
  currency: string | null,
  key: string,
  title: string,
  figure: Figure<Row>,
): Column<Row> {
  return {
    ...figureColumn(key, title, figure, { text: (count) => formats.money(count, currency), decimal: moneyToDecimal }),
    exportTitle: currency === null ? title : `${title} (${currency})`,
  };
}

export function countColumn<Row>(formats: Formats, key: string, title: string, figure: Figure<Row>): Column<Row> {
  return figureColumn(key, title, figure, { text: formats.number, decimal: String });
}

export function quantityColumn<Row>(formats: Formats, key: string, title: string, figure: Figure<Row>): Column<Row> {
  return figureColumn(key, title, figure, { text: formats.quantity, decimal: quantityToDecimal });
}

/** A ratio such as 0.125; the file gets the ratio, not the percentage. */
export function ratioColumn<Row>(formats: Formats, key: string, title: string, figure: Figure<Row>): Column<Row> {
  return figureColumn(key, title, figure, { text: formats.percent, decimal: (ratio) => ratio.toFixed(6) });
}

/** A change against something else, with its sign. */
export function changeColumn<Row>(formats: Formats, key: string, title: string, figure: Figure<Row>): Column<Row> {
  return figureColumn(key, title, figure, { text: formats.signedPercent, decimal: (ratio) => ratio.toFixed(6) });
}

export function textColumn<Row>(key: string, title: string, text: (row: Row) => string, width?: number): Column<Row> {
  return { key, title, kind: 'text', text, cell: text, order: text, ...(width === undefined ? {} : { width }) };
}

/** A figure of any other kind: how it reads, and the decimal that a file gets. */
export function figureColumn<Row>(
  key: string,
  title: string,
  figure: Figure<Row>,
  as: { readonly text: (value: number) => string; readonly decimal: (value: number) => string },
): Column<Row> {
  return {
    key,
    title,
    kind: 'figure',
    text: (row) => {
      const value = figure(row);
      return value === null ? UNKNOWN : as.text(value);
    },
    cell: (row) => {
      const value = figure(row);
      return value === null ? null : { decimal: as.decimal(value) };
    },
    order: figure,
  };
}
