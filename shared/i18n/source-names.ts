/** What the platforms that files come from, and the templates that read their files, are called by people. */
import type { Language } from './language.ts';
import type { Words } from './words.ts';

const NAMES: Readonly<Record<string, Words>> = {
  '1688': { en: '1688', 'zh-CN': '1688' },
  aliexpress: { en: 'AliExpress', 'zh-CN': '全球速卖通' },
  amazon: { en: 'Amazon', 'zh-CN': '亚马逊' },
  douyin: { en: 'Douyin Shop', 'zh-CN': '抖店' },
  etsy: { en: 'Etsy', 'zh-CN': 'Etsy' },
  jd: { en: 'JD.com', 'zh-CN': '京东' },
  paypal: { en: 'PayPal', 'zh-CN': 'PayPal' },
  pinduoduo: { en: 'Pinduoduo', 'zh-CN': '拼多多' },
  shopify: { en: 'Shopify', 'zh-CN': 'Shopify' },
  stripe: { en: 'Stripe', 'zh-CN': 'Stripe' },
  taobao: { en: 'Taobao / Tmall', 'zh-CN': '淘宝 / 天猫' },
  'uci-online-retail': { en: 'UCI Online Retail', 'zh-CN': 'UCI Online Retail 数据集' },
  woocommerce: { en: 'WooCommerce', 'zh-CN': 'WooCommerce' },
};

/** Gives the name that people know; one that staff gave themselves is given back as it is. */
export function sourceName(name: string, language: Language): string {
  return Object.hasOwn(NAMES, name) ? (NAMES[name]?.[language] ?? name) : name;
}
