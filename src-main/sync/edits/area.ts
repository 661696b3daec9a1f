/** Products as the API offers them: read and edited while everything else is down; what is to be sent is sent when it can be. */

import type { productsContract } from '#shared/contract/index.ts';
import type { Area } from '../../api/index.ts';
import type { Reader, Writer } from '../../database/index.ts';
import { instantOf } from '../instant.ts';
import { createSeed } from '../outbox/index.ts';
import type { SavedEdit } from './edit-row.ts';
import type { Takes } from './takes.ts';
import type { EditReadTasks, EditWriteTasks } from './tasks.ts';

export interface EditParts {
  readonly reader: Reader<EditReadTasks>;
  readonly writer: Writer<EditWriteTasks>;
  /** `takesOf(PLATFORMS)`; asked at the first edit, for adapters are loaded when they are needed. */
  readonly takes: () => Promise<Takes>;
  /** In [0, 1). */
  readonly random: () => number;
  /** Who edits; for the audit. */
  readonly actor: () => string;
  /** Something new waits for these shops: `push.wake` and the news of the sync page. */
  readonly onSaved: (shopIds: readonly number[]) => void;
}

export interface OrderEdit {
  readonly shopId: number;
  readonly number: string;
  readonly note?: string | undefined;
  readonly shipment?: { readonly carrier: string; readonly trackingNumber: string } | undefined;
}

interface Saved {
  readonly editId: string;
  readonly changes: number;
  readonly savedAt: string;
}

export interface EditArea {
  readonly products: Area<typeof productsContract>;
  /** `sync.editOrder`. @throws AppError SHOP_UNKNOWN, NOT_FOUND, PUSH_UNSUPPORTED. */
  editOrder(edit: OrderEdit): Promise<Saved>;
}

export function createEditArea({ reader, writer, takes, random, actor, onSaved }: EditParts): EditArea {
  const common = async () => ({ takes: await takes(), seed: createSeed(random), actor: actor() });

  function answer({ shopIds, savedAt, ...saved }: SavedEdit): Saved {
    if (shopIds.length > 0) onSaved(shopIds);
    return { ...saved, savedAt: instantOf(savedAt) };
  }

  return {
    products: {
      list: (question, { signal }) => reader.read('products.list', question, signal ? { signal } : {}),
      edit: async ({ storeId, edits }) =>
        answer(await writer.write('products.edit', { storeId, edits, ...(await common()) })),
      undo: async ({ editId }) => answer(await writer.write('products.undo', { editId, ...(await common()) })),
      edits: async (question) => ({ edits: await reader.read('products.edits', question) }),
    },
    editOrder: async (edit) => answer(await writer.write('orders.edit', { ...edit, ...(await common()) })),
  };
}
