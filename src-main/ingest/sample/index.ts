/** Data to try the app with: an invented chain, and the real "Online Retail" set. */
export { type SampleChainOptions, writeSampleChain, writeSampleOrders } from './sample-chain.ts';
export { writeUciSample } from './uci-sample.ts';
