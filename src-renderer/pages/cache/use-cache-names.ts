/** Levels, tiers and kinds of answers as people read them. */
import { useTranslation } from 'react-i18next';
import { type CacheLevel, type CacheTier, cacheLevel, cacheTier } from '#shared/contract/index.ts';
import { cacheWords } from '../../i18n/en/cache.ts';

type Family = keyof typeof cacheWords.families;

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
      return Object.hasOwn(cacheWords.families, family) ? t(`families.${family as Family}`) : family;
    },
    subject(subject) {
      const asLevel = cacheLevel.safeParse(subject);
      if (asLevel.success) return level(asLevel.data);
      const asTier = cacheTier.safeParse(subject);
      return asTier.success ? tier(asTier.data) : subject;
    },
  };
}
