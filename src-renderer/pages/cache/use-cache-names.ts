/** Levels, tiers and kinds of answers as people read them. */
import { useTranslation } from 'react-i18next';
import { type CacheLevel, type CacheTier, cacheLevel, cacheTier } from '#shared/contract/index.ts';

/** Kinds of answers that have words, as the engine calls them. */
const FAMILIES = [
  'orders',
  'bounds',
  'freshness',
  'order-detail',
  'order-search',
  'store-list',
  'store-overview',
  'chain-overview',
  'store-breakdown',
  'chain-breakdown',
  'store-statuses',
  'chain-statuses',
  'platform-order',
  'platform-tracking',
] as const;

export interface CacheNames {
  level(level: CacheLevel): string;
  tier(tier: CacheTier): string;
  /** What a key is about; a kind that no word is known for keeps the engine's own name. */
  family(key: string): string;
  /** What advice is about: a level, a tier, or whatever the engine calls it. */
  subject(subject: string): string;
}

export function useCacheNames(): CacheNames {
  const { t } = useTranslation('cache');
  const level = (one: CacheLevel): string => `${one} · ${t(`levels.${one}`)}`;
  const tier = (one: CacheTier): string => t(`tiers.${one}`);
  return {
    level,
    tier,
    family(key) {
      const family = key.slice(0, Math.max(0, key.indexOf(':'))) || key;
      const known = FAMILIES.find((one) => one === family);
      return known === undefined ? family : t(`families.${known}`);
    },
    subject(subject) {
      const asLevel = cacheLevel.safeParse(subject);
      if (asLevel.success) return level(asLevel.data);
      const asTier = cacheTier.safeParse(subject);
      return asTier.success ? tier(asTier.data) : subject;
    },
  };
}
