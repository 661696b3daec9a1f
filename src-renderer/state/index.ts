export { type NarrowedOrders, ordersAddress, useOrdersAddress } from './orders-address.ts';
export { overviewAddress } from './overview-address.ts';
export { overviewInputOf } from './overview-input.ts';
export type { Preferences } from './preferences.ts';
export { refusedIn } from './refused-scope.ts';
export {
  type Bounds,
  customPeriod,
  lastDaysWithData,
  type Period,
  PRESETS,
  type Preset,
  parseScope,
  type Scope,
  withScope,
} from './scope.ts';
export { useMedia } from './use-media.ts';
export { usePreferences } from './use-preferences.ts';
export { type ScopeInAddress, useScope } from './use-scope.ts';
export { createWindowStore, type WindowState, type WindowStore } from './window-state.ts';
export { useWindowState, useWindowStore, WindowStoreContext } from './window-store-context.ts';
