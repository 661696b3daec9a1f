/** Ledgers whose rows are documents: what came back has one of its own, with or without a minus sign. */
import { delimited } from '../file-bytes.ts';
import { table } from '../one-table.ts';
import { CENT, decimal, type Shape } from '../shape.ts';

export const documents = (): readonly Shape[] => [
  table('业务流水', '单号,门店,业务日期,业务类型,商品编码,数量,金额', ({ n, day, quantity, amount, product }) => {
    const isBack = n % 9 === 4;
    const store = n % 2 ? '一店' : '二店';
    return [
      [`L${n}`, store, day.iso, isBack ? '退货' : '销售', `P${product}`, quantity, decimal(amount)],
      {
        order: String(n),
        store,
        units: isBack ? -quantity : quantity,
        sold: isBack ? 0 : amount * CENT,
        back: isBack ? amount * CENT : 0,
      },
    ];
  }),
  table(
    'Belegliste',
    'Belegnummer|Belegdatum|Belegart|Filiale|Artikelnummer|Menge|Betrag',
    ({ n, day, quantity, amount, product }) => {
      const isBack = n % 9 === 4;
      const isReversed = n % 11 === 7 && !isBack;
      const back = isBack || isReversed;
      const kind = isBack ? 'Gutschrift' : isReversed ? 'Storno' : 'Rechnung';
      const sum = `${isReversed ? '-' : ''}${decimal(amount).replace('.', ',')}`;
      return [
        [
          `B${n}`,
          `${day.dd}.${day.mm}.${day.year}`,
          kind,
          'Köln',
          `P${product}`,
          isReversed ? -quantity : quantity,
          sum,
        ],
        {
          order: String(n),
          store: 'Köln',
          units: back ? -quantity : quantity,
          sold: back ? 0 : amount * CENT,
          back: back ? amount * CENT : 0,
        },
      ];
    },
    {
      separator: '|',
      bytes: (rows) => delimited(rows, { delimiter: ';', encoding: 'windows-1252' }),
    },
  ),
];
