/** Single orders: lists, one in detail, counts by status. */
export { type ByStatusQuestion, createStatusReader, type OrdersByStatus, ordersByStatusTask } from './by-status.ts';
export { createDetailReader, orderDetailTask } from './detail.ts';
export { orderFindTask } from './find.ts';
export {
  type OrderCursor,
  type OrderList,
  type OrderListQuestion,
  orderListTask,
  parseOrderCursor,
  writeOrderCursor,
} from './list.ts';
export { orderSummary } from './order-row.ts';
