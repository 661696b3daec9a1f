export { createKeyFileBox } from './key-file-box.ts';
export { createPlatformClock, type PlatformClock, type PlatformClockOptions } from './platform-clock.ts';
export { createSendingTurns, type SendingTurns } from './sending-turns.ts';
export {
  type AccessInput,
  appOf,
  type ConnectInput,
  createShops,
  type OpenShop,
  type Shops,
  type ShopsOptions,
} from './shops.ts';
export { createStockPassing, type StockFences, type StockPassing } from './stock-passing.ts';
export type { NewShop, ShopChange, ShopReadTasks, ShopRow, ShopRowState, ShopWriteTasks } from './tasks.ts';
export { createVault, type SecretBox, type Secrets, type Vault } from './vault.ts';
