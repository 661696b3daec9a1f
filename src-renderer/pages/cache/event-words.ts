/** What happened to an entry, in plain words. What no word is known for stays as the engine wrote it. */
import type { TFunction } from 'i18next';
import { type CacheExplanation, cacheExplanation, cacheTier, evictionCause } from '#shared/contract/index.ts';
import { formatMilliseconds } from '../format-milliseconds.ts';

type Words = TFunction<'cache'>;
type Event = CacheExplanation['events'][number];

const eventName = cacheExplanation.shape.events.element.shape.event;

/** Gives the name of an event. */
export function eventWords(event: string, t: Words): string {
  const known = eventName.safeParse(event).data;
  return known === undefined ? event : t(`explain.eventNames.${known}`);
}

/** Gives what stands beside the event: a place, a cause, a time; empty when there is nothing to add. */
export function detailWords({ event, detail }: Pick<Event, 'event' | 'detail'>, t: Words, locale: string): string {
  const [, name = '', rest = ''] = /^([a-z]+)(?:[:,] (.*))?$/.exec(detail) ?? [];
  const tier = cacheTier.safeParse(name);
  if (tier.success) {
    // An entry that was not in memory, or left it: the event has said so.
    if (rest === '')
      return event === 'hit' || event === 'stale'
        ? t('explain.eventDetails.from', { tier: t(`tiers.${tier.data}`) })
        : '';
    if (rest === 'unreadable') return t('explain.eventDetails.unreadable', { tier: t(`tiers.${tier.data}`) });
    const times = /^(\d+) times$/.exec(rest)?.[1];
    return times === undefined ? detail : t('explain.eventDetails.times', { tier: t(`tiers.${tier.data}`), times });
  }
  const milliseconds = /^([\d.]+) ms$/.exec(detail)?.[1];
  if (milliseconds !== undefined) {
    return t('explain.eventDetails.took', { time: formatMilliseconds(Number(milliseconds), locale) });
  }
  const cause = evictionCause.safeParse(detail);
  if (cause.success) return t(`causes.${cause.data}`);
  if (detail === 'past its freshness') return t('explain.eventDetails.past');
  return detail === 'key' ? t('explain.eventDetails.key') : detail;
}
