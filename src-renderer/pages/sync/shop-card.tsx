/** One shop: how it stands, what goes to and fro, and what can be done about it. */
import { MoreOutlined, PauseOutlined, PlayCircleOutlined, SyncOutlined } from '@ant-design/icons';
import { Button, Dropdown, type MenuProps } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ShopStatus } from '#shared/contract/index.ts';
import { useClient } from '../../api/index.ts';
import { asksFailSafe, isSignedOut, useNow, useReasonText } from '../../components/index.ts';
import { useFormats, useSourceName } from '../../i18n/index.ts';
import type { Asked } from './asked.ts';
import { FailSafe } from './fail-safe.tsx';
import { ProgressLine } from './progress-line.tsx';
import { QuotaLine } from './quota-line.tsx';
import { isOfLine, SHOP_LOOKS, shopLook } from './state-looks.ts';
import { StateTag } from './state-tag.tsx';
import { useShopName } from './use-shop-name.ts';
import { useStoreName } from './use-store-name.ts';
import { useSyncAction } from './use-sync-action.ts';

interface ShopCardProps {
  readonly shop: ShopStatus;
  /** Sync is paused, or the line is not there. */
  readonly held: boolean;
  readonly paused: boolean;
  onAsk(asked: Asked): void;
  onParked(shopId: number): void;
}

export function ShopCard({ shop, held, paused, onAsk, onParked }: ShopCardProps) {
  const { t } = useTranslation('sync');
  const sourceName = useSourceName();
  const storeName = useStoreName();
  const name = useShopName()(shop);
  const { shopId, platform, title, storeId } = shop;
  const look = shopLook(shop, held);
  const headingId = `sync-shop-${shopId}`;
  return (
    <li>
      <section className={`card shop-card ${SHOP_LOOKS[look].tag}`} aria-labelledby={headingId}>
        <header className="shop-head">
          <div className="shop-name">
            <h3 id={headingId}>
              <span className="shop-platform">{sourceName(platform)}</span> {title}
            </h3>
            <p className="quiet small">{t('shop.feeds', { store: storeName(storeId) })}</p>
          </div>
          <StateTag look={SHOP_LOOKS[look]}>{t(`shop.states.${look}`)}</StateTag>
        </header>
        {shop.progress !== null && <ProgressLine progress={shop.progress} name={name} />}
        <ShopFacts shop={shop} onParked={onParked} />
        <QuotaLine quota={shop.quota} name={name} />
        {!isOfLine(shop.problem, held) && <Problem shop={shop} />}
        <ShopActions shop={shop} paused={paused} name={name} onAsk={onAsk} />
      </section>
    </li>
  );
}

function ShopFacts({ shop, onParked }: Pick<ShopCardProps, 'shop' | 'onParked'>) {
  const { t } = useTranslation('sync');
  const formats = useFormats();
  const now = useNow(10_000);
  const { lastSuccess, waiting, waitingSince, parked, conflicts, unread, callsToday, callsSaved, quota } = shop;
  const calls =
    quota.limit === null
      ? formats.number(callsToday)
      : t('shop.callsOf', {
          used: formats.number(quota.used),
          limit: formats.compactNumber(quota.limit),
        });
  return (
    <dl className="shop-facts">
      <Fact label={t('shop.lastSuccess')}>
        {lastSuccess === null ? t('shop.never') : formats.ago(lastSuccess, now)}
      </Fact>
      <Fact label={t('shop.waiting')}>
        {formats.number(waiting - parked)}
        {waitingSince !== null && waiting > parked && (
          <span className="quiet small"> {t('shop.waitingSince', { since: formats.moment(waitingSince, now) })}</span>
        )}
      </Fact>
      {unread > 0 && <Fact label={t('shop.unread')}>{formats.number(unread)}</Fact>}
      <Fact label={t('shop.parked')}>
        {parked === 0 ? (
          '0'
        ) : (
          <Button type="link" size="small" className="fact-link" onClick={() => onParked(shop.shopId)}>
            {formats.number(parked)}
          </Button>
        )}
      </Fact>
      <Fact label={t('shop.conflicts')}>
        {conflicts === 0 ? '0' : <Link to="/sync/conflicts">{formats.number(conflicts)}</Link>}
      </Fact>
      <Fact label={t('shop.calls')}>{calls}</Fact>
      <Fact label={t('shop.saved')}>{formats.number(callsSaved)}</Fact>
    </dl>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd className="figure">{children}</dd>
    </div>
  );
}

function Problem({ shop }: { shop: ShopStatus }) {
  const { t } = useTranslation('sync');
  const formats = useFormats();
  const now = useNow(10_000);
  const reasonText = useReasonText();
  const { problem, nextTryAt } = shop;
  if (problem === null) return null;
  if (asksFailSafe(shop)) return <FailSafe shop={shop} problem={problem} />;
  const { sentence, wayOut } = reasonText(problem);
  return (
    <p className="shop-problem">
      <strong>{sentence}</strong> {wayOut}
      {!isSignedOut(shop) && nextTryAt !== null && Date.parse(nextTryAt) > now && (
        <span className="quiet"> {t('shop.nextTry', { at: formats.moment(nextTryAt, now) })}</span>
      )}
    </p>
  );
}

function ShopActions({
  shop,
  paused,
  name,
  onAsk,
}: Pick<ShopCardProps, 'shop' | 'paused' | 'onAsk'> & { readonly name: string }) {
  const { t } = useTranslation('sync');
  const client = useClient();
  const { shopId, state } = shop;
  const syncNow = useSyncAction(
    () => client.sync.now({ shopId }),
    () => t('actions.nowStarted'),
  );
  const isPaused = state === 'paused';
  const pause = useSyncAction((next: boolean) => client.sync.pause({ paused: next, shopId }));
  const item = (what: Exclude<Asked['what'], 'connect'>, label: string) => ({
    key: what,
    label,
    onClick: () => onAsk({ what, shopId }),
  });
  const items: MenuProps['items'] = [
    item('quota', t('actions.quota')),
    item('rename', t('actions.rename')),
    item('store', t('actions.changeStore')),
    item('sign-in', t('actions.signIn')),
    { type: 'divider' },
    { ...item('disconnect', t('actions.disconnect')), danger: true },
  ];
  return (
    <div className="shop-actions">
      {state === 'sign-in' ? (
        <Button
          type="primary"
          size="small"
          aria-label={t('actions.signInOf', { name })}
          onClick={() => onAsk({ what: 'sign-in', shopId })}
        >
          {t('actions.signIn')}
        </Button>
      ) : (
        <Button
          size="small"
          icon={<SyncOutlined />}
          disabled={isPaused || paused}
          loading={syncNow.isPending}
          aria-label={t('actions.nowOf', { name })}
          onClick={() => syncNow.mutate(undefined)}
        >
          {t('actions.now')}
        </Button>
      )}
      <Button
        size="small"
        icon={isPaused ? <PlayCircleOutlined /> : <PauseOutlined />}
        loading={pause.isPending}
        aria-label={isPaused ? t('actions.resumeOf', { name }) : t('actions.pauseOf', { name })}
        onClick={() => pause.mutate(!isPaused)}
      >
        {isPaused ? t('actions.resume') : t('actions.pause')}
      </Button>
      <Dropdown menu={{ items }} trigger={['click']} placement="bottomRight">
        <Button
          size="small"
          type="text"
          className="shop-more"
          icon={<MoreOutlined />}
          aria-label={t('actions.moreOf', { name })}
        />
      </Dropdown>
    </div>
  );
}
