/** Every stand-in there is. */
import type { PlatformName } from '../../src-main/sync/platform/index.ts';
import type { CreateFakePlatform } from './fake-platform.ts';
import { createFakeShopify } from './shopify/index.ts';

export const FAKES: ReadonlyMap<PlatformName, CreateFakePlatform> = new Map<PlatformName, CreateFakePlatform>([
  ['shopify', createFakeShopify],
]);
