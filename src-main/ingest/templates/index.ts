/** The built-in templates. The first whose headings are all there wins, so the more particular ones stand first. */
import { amazon } from './amazon.ts';
import { douyin } from './douyin.ts';
import { etsy } from './etsy.ts';
import { jd } from './jd.ts';
import { paypal } from './paypal.ts';
import { pinduoduo } from './pinduoduo.ts';
import { shopify } from './shopify.ts';
import { stripe } from './stripe.ts';
import { taobao } from './taobao.ts';
import type { Template } from './template.ts';
import { uciOnlineRetail } from './uci-online-retail.ts';
import { woocommerce } from './woocommerce.ts';

export const TEMPLATES: readonly Template[] = [
  shopify,
  taobao,
  pinduoduo,
  douyin,
  jd,
  uciOnlineRetail,
  woocommerce,
  amazon,
  etsy,
  stripe,
  paypal,
];

/** Gives a built-in template by its name. */
export function templateNamed(name: string | null | undefined): Template | null {
  return TEMPLATES.find((template) => template.name === name) ?? null;
}

export type { AmountScope, Template } from './template.ts';
