/** Single orders: lists, one in detail, counts by status. */
export { type ByStatusQuestion, type OrdersByStatus, ordersByStatusTask } from './by-status.ts';
export { orderDetailTask } from './detail.ts';
export { type OrderList, type OrderListQuestion, orderListTask } from './list.ts';
