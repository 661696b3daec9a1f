/** Every platform that a shop can be connected on. A new one is a folder here and a line in this list. */
import type { Platform } from '../platform/index.ts';
import { alibaba1688 } from './alibaba-1688/index.ts';
import { aliexpress } from './aliexpress/index.ts';
import { pinduoduo } from './pinduoduo/index.ts';
import { shopify } from './shopify/index.ts';
import { taobao } from './taobao/index.ts';

export const PLATFORMS: readonly Platform[] = [shopify, taobao, alibaba1688, pinduoduo, aliexpress];
