/** How a product stands on its platforms: an icon and a word for each state, and the way to where it is decided. */
import {
  CheckOutlined,
  ClockCircleOutlined,
  PauseCircleOutlined,
  StopOutlined,
  WarningOutlined,
} from '@ant-design/icons';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ListingState, ProductListing } from '#shared/contract/index.ts';
import { useFormats, useSourceName } from '../../i18n/index.ts';
import { type ListingSummary, summariesOf } from './listing-summary.ts';

const ICONS: Readonly<Record<ListingState, ComponentType<{ 'aria-hidden': boolean }>>> = {
  same: CheckOutlined,
  waiting: ClockCircleOutlined,
  parked: PauseCircleOutlined,
  conflict: WarningOutlined,
  'off-sale': StopOutlined,
};

/** More platforms than these are counted: the names are in the details. */
const NAMED = 2;

export function ListingStates({ listings, now }: { listings: readonly ProductListing[]; now: number }) {
  const { t } = useTranslation('products');
  if (listings.length === 0) return <span className="quiet">{t('onlyHere')}</span>;
  return (
    <span className="listing-states">
      {summariesOf(listings).map((summary) => (
        <StateOfSome key={summary.state} summary={summary} now={now} />
      ))}
    </span>
  );
}

function StateOfSome({ summary: { state, platforms, since }, now }: { summary: ListingSummary; now: number }) {
  const { t } = useTranslation('products');
  const formats = useFormats();
  const nameOf = useSourceName();
  const Icon = ICONS[state];
  const all = platforms.map(nameOf).join(', ');
  const shops = platforms.length > NAMED ? t('platforms', { count: platforms.length }) : all;
  if (state === 'conflict' || state === 'parked') {
    const words = t(state === 'conflict' ? 'decide' : 'help', { shops });
    return (
      <Link className={`listing-state is-${state}`} title={all} to={state === 'conflict' ? '/sync/conflicts' : '/sync'}>
        <Icon aria-hidden={true} /> {words}
      </Link>
    );
  }
  const word =
    state === 'waiting' && since !== null
      ? t('waitingSince', { when: formats.moment(since, now) })
      : t(`states.${state}`);
  return (
    <span className={`listing-state is-${state}`} title={`${word}: ${all}`}>
      <Icon aria-hidden={true} /> {word} <span className="quiet">{shops}</span>
    </span>
  );
}

/** The state of one listing alone. */
export function StateWord({ state }: { state: ListingState }) {
  const { t } = useTranslation('products');
  const Icon = ICONS[state];
  return (
    <span className={`listing-state is-${state}`}>
      <Icon aria-hidden={true} /> {t(`states.${state}`)}
    </span>
  );
}
