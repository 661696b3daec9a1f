/**
 * Bills of payment services list every movement of money: sales beside withdrawals, conversions, purchases and fees. Which
 * rows are sales and which give money back, their words tell, and whether money came in; all others are left out.
 */
import { readHeading } from './heading.ts';
import { foldWord } from './values/fold-word.ts';

export type Movement = 'sale' | 'refund' | 'other';

export interface Movements {
  /** The column that says what a row is. */
  readonly kind: number;
  /** The column that says whether money came in or went out; -1 where the sign of the amount does. */
  readonly direction: number;
  /**
   * Gives what a row is.
   * @param direction the word of its column; the amount itself where there is none.
   */
  readonly meaning: (kind: string, direction: string | number) => Movement;
}

/** Headings of bills whose amounts have a sign: the first is that of the column that says what a row is. */
const SIGNED: readonly (readonly [kind: string, ...amounts: string[]])[] = [
  ['type', 'gross', 'fee', 'net'],
  ['类型', '总额', '费用', '净额'],
  ['typ', 'brutto', 'gebuhr', 'netto'],
  ['typ', 'brutto', 'entgelt', 'netto'],
];

/** Gives how a bill's rows are told apart, by its headings; null for any other file. */
export function movementsOf(headings: readonly string[]): Movements | null {
  const keys = headings.map((heading) => readHeading(heading).bareKey);
  const column = (...names: readonly string[]) => keys.findIndex((key) => names.includes(key));
  const direction = column('收支', '收支类型', '收支方向');
  if (direction >= 0) {
    return { kind: column('交易类型', '交易分类', '业务类型', '类型'), direction, meaning: meaningOfIncome };
  }
  const signed = SIGNED.find((names) => names.every((name) => keys.includes(name)));
  return signed === undefined ? null : { kind: column(signed[0]), direction: -1, meaning: meaningOfPayment };
}

const PAID = /payment( received)?$|^(sale|order|charge|donation)$|^chargeback reversal$|[付收]款$|(?<!ruck)zahlung$/;
const GIVEN_BACK =
  /^((payment|partial) )?refund$|^payment reversal$|^chargeback( settlement)?$|退款$|^ruck(zahlung|erstattung)/;

/** `Express Checkout Payment` of the shop's own money buys something; `Payment Refund` to the shop is no sale that came back. */
function meaningOfPayment(kind: string, amount: string | number): Movement {
  const word = foldWord(kind.trim());
  if (PAID.test(word) && Number(amount) > 0) return 'sale';
  return GIVEN_BACK.test(word) && Number(amount) < 0 ? 'refund' : 'other';
}

const CAME_IN = /收入|收款|^收$/;
const WENT_OUT = /支出|付款|^支$/;
/** The owner's own money, and money back for what the owner bought. */
const NO_INCOME = /退款|提现|充值|微信红包|零钱通|理财|余额宝|转入|转出|还款/;

/** Of a wallet: what came in is a sale unless its kind says otherwise, and what a `退款` took out had been one. */
function meaningOfIncome(kind: string, direction: string | number): Movement {
  const word = String(direction);
  if (WENT_OUT.test(word)) return kind.includes('退款') ? 'refund' : 'other';
  return CAME_IN.test(word) && !NO_INCOME.test(kind) ? 'sale' : 'other';
}
