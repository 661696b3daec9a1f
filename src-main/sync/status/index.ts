export { type Connection, type ConnectionOptions, createConnection, type ProbeResult } from './connection.ts';
export { anyLinkUp, isLoopback, probeTargets } from './probe.ts';
export { createStatusBoard, type ShopFacts, type StatusBoard, type StatusBoardOptions } from './status-board.ts';
