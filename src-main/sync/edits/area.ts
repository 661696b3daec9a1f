/**
 * Products as the API offers them. They can be read and edited whatever else is down: an edit is saved in the database first, and
 * is sent to the platforms as soon as that is possible.
 */

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
  /** Asked before each edit is saved: adapters are loaded when the first edit needs them. */
  readonly sending: () => Promise<Sending>;
  /** In [0, 1). */
  readonly random: () => number;
  /** Who edits; for the audit. */
  readonly actor: () => string;
}

/** What an edit needs of the part that sends it. */
export interface Sending {
  readonly takes: Takes;
  /** Something new waits for these shops. Never fails, for the edit is saved by then. */
  wake(shopIds: readonly number[]): void;
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

/** What every task that saves an edit is given. */
interface EditTerms {
  readonly takes: Takes;
  readonly seed: string;
  readonly actor: string;
}

/** Makes what the API's router is given. */
export function createEditArea({ reader, writer, sending, random, actor }: EditParts): EditArea {
  async function save(write: (terms: EditTerms) => Promise<SavedEdit>): Promise<Saved> {
    const { takes, wake } = await sending();
    const { shopIds, savedAt, ...saved } = await write({ takes, seed: createSeed(random), actor: actor() });
    if (shopIds.length > 0) wake(shopIds);
    return { ...saved, savedAt: instantOf(savedAt) };
  }

  return {
    products: {
      list: (question, { signal }) => reader.read('products.list', question, signal ? { signal } : {}),
      edit: ({ storeId, edits }) => save((terms) => writer.write('products.edit', { storeId, edits, ...terms })),
      undo: ({ editId }) => save((terms) => writer.write('products.undo', { editId, ...terms })),
      edits: async (question) => ({ edits: await reader.read('products.edits', question) }),
    },
    editOrder: (edit) => save((terms) => writer.write('orders.edit', { ...edit, ...terms })),
  };
}
