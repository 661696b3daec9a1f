/** Every stand-in there is. */
import type { PlatformName } from '../../src-main/sync/platform/index.ts';
import { createFake1688 } from './alibaba-1688/index.ts';
import { createFakeAliexpress } from './aliexpress/index.ts';
import type { CreateFakePlatform } from './fake-platform.ts';
import { createFakePinduoduo } from './pinduoduo/index.ts';
import { createFakeShopify } from './shopify/index.ts';
import { createFakeTaobao } from './taobao/index.ts';

export const FAKES: ReadonlyMap<PlatformName, CreateFakePlatform> = new Map<PlatformName, CreateFakePlatform>([
  ['shopify', createFakeShopify],
  ['taobao', createFakeTaobao],
  ['1688', createFake1688],
  ['pinduoduo', createFakePinduoduo],
  ['aliexpress', createFakeAliexpress],
]);
