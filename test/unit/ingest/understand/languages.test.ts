import { describe, expect, it } from 'vitest';
import { ORDER_STATUS } from '#shared/domain/order-status.ts';
import { keyOf, readHeading } from '../../../../src-main/ingest/understand/heading.ts';
import { inspectRows } from '../../../../src-main/ingest/understand/index.ts';
import { claimsOf } from '../../../../src-main/ingest/understand/synonym-index.ts';
import type { Synonyms } from '../../../../src-main/ingest/understand/synonyms/fields.ts';
import { FRENCH } from '../../../../src-main/ingest/understand/synonyms/french.ts';
import { GERMAN } from '../../../../src-main/ingest/understand/synonyms/german.ts';
import { ITALIAN } from '../../../../src-main/ingest/understand/synonyms/italian.ts';
import { JAPANESE } from '../../../../src-main/ingest/understand/synonyms/japanese.ts';
import {
  PRODUCT_HEADINGS,
  STOCK_HEADINGS,
  STORE_HEADINGS,
} from '../../../../src-main/ingest/understand/synonyms/lists.ts';
import { ORDER_HEADINGS } from '../../../../src-main/ingest/understand/synonyms/orders.ts';
import { PORTUGUESE } from '../../../../src-main/ingest/understand/synonyms/portuguese.ts';
import { SPANISH } from '../../../../src-main/ingest/understand/synonyms/spanish.ts';
import { TRADITIONAL_CHINESE } from '../../../../src-main/ingest/understand/synonyms/traditional-chinese.ts';
import { TURKISH } from '../../../../src-main/ingest/understand/synonyms/turkish.ts';
import {
  isDenial,
  isReturnDocument,
  orderStatusOf,
  refundStatusOf,
} from '../../../../src-main/ingest/understand/values/status-words.ts';

const ENGLISH_AND_CHINESE = {
  orders: ORDER_HEADINGS,
  products: PRODUCT_HEADINGS,
  stores: STORE_HEADINGS,
  stock: STOCK_HEADINGS,
};
const OTHERS = {
  GERMAN,
  FRENCH,
  SPANISH,
  ITALIAN,
  PORTUGUESE,
  JAPANESE,
  TURKISH,
  TRADITIONAL_CHINESE,
};
const KINDS = ['orders', 'products', 'stores', 'stock'] as const;

/** What each heading of a list stands for. */
function fieldsByKey(list: Synonyms<string>): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const [field, words] of Object.entries(list))
    for (const word of words ?? []) found.set(keyOf(word), (found.get(keyOf(word)) ?? new Set()).add(field));
  return found;
}

describe('the headings of several languages', () => {
  it.each(KINDS)('leave those of English and Chinese what they are, in files of %s', (kind) => {
    for (const [key, fields] of fieldsByKey(ENGLISH_AND_CHINESE[kind])) {
      const claims = new Set(claimsOf(kind, readHeading(key)).map(({ field }) => field as string));
      expect([key, claims]).toEqual([key, fields]);
    }
  });

  it('are no other thing in one language than in another', () => {
    const lists = Object.entries(OTHERS).map(([name, { orders }]) => [name, fieldsByKey(orders)] as const);
    for (const [one, first] of lists)
      for (const [other, second] of lists)
        for (const [key, fields] of first) {
          const others = second.get(key);
          if (others) expect([one, other, key, [...fields].some((field) => others.has(field))]).toContain(true);
        }
  });
});

describe('a column called AMOUNT', () => {
  const columns = (sums: readonly number[]) =>
    inspectRows([
      ['Date', 'Item', 'Amount', 'Price', 'Line Total'],
      ...sums.map((sum, i) => ['2024-01-01', 'A', String(i + 1), '2.50', String(sum)]),
    ]).settings?.columns;

  it('counts pieces where times the price it makes the amount of the line', () => {
    expect(columns([2.5, 5, 7.5, 10, 12.5, 15])).toMatchObject({ quantity: 2, unitPrice: 3, lineAmount: 4 });
  });

  it('is money where it does not', () => {
    expect(columns([1, 2, 3, 4, 5, 6])?.quantity).toBeUndefined();
  });
});

describe('the words of a status column in several languages', () => {
  it.each([
    ['Annulée', 'cancelled'],
    ['Remboursé', 'refunded'],
    ['Remboursement partiel', 'partiallyRefunded'],
    ['En attente de paiement', 'unpaid'],
    ['En attente d’expédition', 'paid'],
    ['Payée', 'paid'],
    ['Expédié', 'shipped'],
    ['Livré', 'completed'],
    ['Cancelado', 'cancelled'],
    ['Devuelto', 'refunded'],
    ['Reembolsado parcialmente', 'refunded'],
    ['Parcialmente reembolsado', 'partiallyRefunded'],
    ['Pendiente de pago', 'unpaid'],
    ['Enviado', 'shipped'],
    ['Entregado', 'completed'],
    ['Rimborsato', 'refunded'],
    ['Annullato', 'cancelled'],
    ['In attesa di pagamento', 'unpaid'],
    ['Spedito', 'shipped'],
    ['Consegnato', 'completed'],
    ['Não pago', 'unpaid'],
    ['Pago', 'paid'],
    ['Concluído', 'completed'],
    ['İptal edildi', 'cancelled'],
    ['İade edildi', 'refunded'],
    ['TAMAMLANDI', 'completed'],
    ['キャンセル', 'cancelled'],
    ['返品', 'refunded'],
    ['入金待ち', 'unpaid'],
    ['発送済み', 'shipped'],
    ['未発送', 'paid'],
    ['Expedited', null],
    ['Delivered', 'completed'],
  ] as const)('%s means %s', (word, status) => {
    expect(orderStatusOf(word)).toBe(status === null ? null : ORDER_STATUS[status]);
  });

  it.each(['Avoir', 'Nota de crédito', 'Devolución', 'Reso', 'Devolução', 'İade Faturası', '返品', '折讓'])(
    'name a document of what came back: %s',
    (word) => expect(isReturnDocument(word)).toBe(true),
  );

  it.each([
    ['Oui', 'refunded'],
    ['Evet', 'refunded'],
    ['Remboursé', 'refunded'],
    ['Non remboursé', null],
    ['No reembolsado', null],
    ['Hayır', null],
  ] as const)('of returns: %s means %s', (word, status) => {
    expect(refundStatusOf(word)).toBe(status === null ? null : ORDER_STATUS[status]);
    expect(isDenial('Hayır')).toBe(true);
  });
});
