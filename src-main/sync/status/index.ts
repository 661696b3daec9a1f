export { type Connection, type ConnectionOptions, createConnection, type ProbeResult } from './connection.ts';
export { createLineTransport } from './line-transport.ts';
export { anyLinkUp, isLoopback, probeTargets } from './probe.ts';
export { readShopFacts, type ShopFacts } from './shop-facts.ts';
export { createStatusBoard, type StatusBoard, type StatusBoardOptions } from './status-board.ts';
