/** The door of staff's edits. Their tasks for the database's threads are in tasks.ts. */
export { createEditArea, type EditArea, type EditParts, type OrderEdit } from './area.ts';
export { moveStockLevel } from './edit-row.ts';
export { followStock, type StockMove } from './follow-stock.ts';
export { type Takes, takesOf } from './takes.ts';
