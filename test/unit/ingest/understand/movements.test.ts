import { describe, expect, it } from 'vitest';
import { type ReadOrder, readText, sum } from './read-text.ts';

/** What an order says that it brought, in whole units of money; less than nothing for one that gives back. */
function broughtBy({ received, paid, total, refunded, lines }: ReadOrder): number {
  const ofLines = sum(lines.map(({ amount }) => amount));
  const stated = [received, paid, total].find((amount) => !Number.isNaN(amount)) ?? ofLines;
  return (stated - (Number.isNaN(refunded) ? 0 : refunded)) / 10_000;
}

/** What the rows of a bill came to, how many were left out and how many refused. */
async function movements(lines: readonly string[]) {
  const { orders, skipped, rejected } = await readText(lines.join('\n'), { store: 'S' });
  return { brought: orders.map(broughtBy), skipped, rejected: rejected.length };
}

describe('a bill of movements of money', () => {
  it.each([
    [
      'PayPal',
      'Date,Time,Type,Status,Currency,Gross,Fee,Net,Transaction ID',
      (n: number, kind: string, amount: number) =>
        `01/${10 + n}/2024,10:00:00,${kind},Completed,USD,${amount},-1,${amount - 1},T${n}`,
      ['Website Payment', 'Payment Refund', 'General Withdrawal'],
    ],
    [
      'PayPal 中文',
      '日期,时间,类型,状态,货币,总额,费用,净额,交易号',
      (n: number, kind: string, amount: number) =>
        `2024/01/${10 + n},10:00:00,${kind},已完成,USD,${amount},-1,${amount - 1},T${n}`,
      ['网站付款', '付款退款', '普通提现'],
    ],
    [
      'PayPal deutsch',
      'Datum;Uhrzeit;Typ;Status;Währung;Brutto;Gebühr;Netto;Transaktionscode',
      (n: number, kind: string, amount: number) =>
        `${10 + n}.01.2024;10:00:00;${kind};Abgeschlossen;EUR;${amount},00;-1,00;${amount - 1},00;T${n}`,
      ['Website-Zahlung', 'Rückzahlung', 'Allgemeine Abbuchung'],
    ],
  ])('has sales, refunds and what is neither: %s', async (_, headings, row, [sale, back, neither]) => {
    const rows = [row(1, sale!, 9), row(2, sale!, -4), row(3, back!, -3), row(4, back!, 2), row(5, neither!, -5)];
    expect(await movements([headings, ...rows])).toEqual({ brought: [9, -3], skipped: 3, rejected: 0 });
  });

  it('ends with sums under headings of their own', async () => {
    const lines = [
      '记账时间,微信支付业务单号,资金流水单号,业务名称,业务类型,收支类型,收支金额(元),账户结余(元)',
      '`2024-01-01 10:00:00,`4200,`1,`交易,`交易,`收入,`9.00,`9.00',
      '`2024-01-01 10:00:00,`4200,`2,`扣除交易手续费,`扣除交易手续费,`支出,`0.05,`8.95',
      '`2024-01-02 10:00:00,`5030,`3,`退款,`退款,`支出,`3.00,`5.95',
      '资金流水总笔数,收入笔数,收入金额,支出笔数,支出金额',
      '`3,`1,`9.00,`2,`3.05',
    ];
    expect(await movements(lines)).toEqual({ brought: [9, -3], skipped: 3, rejected: 0 });
  });
});

describe('a refund under the number of its order', () => {
  const HEAD = '商户订单号,交易时间,交易状态,应结订单金额,退款单号,退款金额';

  it('is one of its own where nothing is sold beside it', async () => {
    const lines = [HEAD, '1,2024-01-01,SUCCESS,9,0,0', '1,2024-01-02,REFUND,0,R1,3', '1,2024-01-03,REFUND,0,R2,2'];
    expect(await movements(lines)).toMatchObject({ brought: [9, -3, -2] });
  });

  it('belongs to the order whose amount stands beside it', async () => {
    const { orders } = await readText([HEAD, '1,2024-01-01,SUCCESS,9,R1,3'].join('\n'), { store: 'S' });
    expect(orders.map(({ number }) => number)).toEqual(['1']);
  });
});
