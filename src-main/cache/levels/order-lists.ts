/** Lists of orders: of one store out of its months (L1), whatever the filter; of several stores as answers of their own (L4). */
import { AppError } from '#shared/domain/app-error.ts';
import { dayNumber } from '#shared/domain/business-date.ts';
import type { ReadOptions } from '../family.ts';
import type { OrderList } from './answers.ts';
import type { AnswerFamilies, OrderListQuestion } from './families.ts';
import { listOrders, type StoreOrders } from './orders/index.ts';
import type { ScopeQuestion } from './questions.ts';
import type { StoreDirectory } from './store-directory.ts';

export interface OrderLists {
  /** @throws AppError STORE_UNKNOWN, INVALID_INPUT. */
  list(question: OrderListQuestion, scope: ScopeQuestion, read: ReadOptions): Promise<OrderList>;
}

export interface OrderListsOptions {
  readonly families: Pick<AnswerFamilies, 'orders' | 'orderList' | 'bounds'>;
  readonly directory: StoreDirectory;
}

export function createOrderLists({ families, directory }: OrderListsOptions): OrderLists {
  async function storeOrders(storeId: number, scope: ScopeQuestion, read: ReadOptions): Promise<StoreOrders> {
    const store = (await directory.stores()).find(({ id }) => id === storeId);
    if (!store) throw new AppError('STORE_UNKNOWN', { details: { name: String(storeId) } });
    const { value: bounds } = await families.bounds.get(scope, read);
    const from = bounds?.first == null ? null : dayNumber(bounds.first);
    const to = bounds?.last == null ? null : dayNumber(bounds.last);
    return {
      storeId,
      storeName: store.name,
      days: from === null || to === null ? null : { from, to },
      async month(month) {
        return (await families.orders.get({ storeId, month }, read)).value;
      },
    };
  }

  return {
    async list(question, scope, read) {
      const { stores, ...filters } = question;
      if (stores !== 'all' && stores.length === 1) {
        return listOrders(await storeOrders(stores[0]!, scope, read), filters);
      }
      const { value } = await families.orderList.get(question, read);
      if (value === null) throw new AppError('NOT_FOUND', { details: { what: 'orders' } });
      return value;
    },
  };
}
