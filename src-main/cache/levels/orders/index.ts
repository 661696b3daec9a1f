/** Level L1: a store's raw orders by month, and what is answered from them. */
export { ORDERS_TABLES, type OrdersTable } from './columns.ts';
export { daysOfMonth, type OrdersFamilyOptions, type OrdersInput, ordersFamily } from './family.ts';
export { listOrders, type StoreOrders, type StoreOrdersQuestion } from './list-orders.ts';
