/** What edits run in the database's threads. */
import type { Transact } from '../outbox/index.ts';
import { editListTask } from './edit-list-task.ts';
import { createEditOrderTask } from './edit-order-task.ts';
import { createEditProductsTask } from './edit-products-task.ts';
import { productListTask } from './products/product-list-task.ts';
import { createUndoEditTask } from './undo-edit-task.ts';

/** Makes the tasks that save edits and undo them. */
export function createEditWriteTasks(transact: Transact) {
  return {
    'products.edit': createEditProductsTask(transact),
    'products.undo': createUndoEditTask(transact),
    'orders.edit': createEditOrderTask(transact),
  };
}
export type EditWriteTasks = ReturnType<typeof createEditWriteTasks>;

export const editReadTasks = { 'products.edits': editListTask, 'products.list': productListTask };
export type EditReadTasks = typeof editReadTasks;
