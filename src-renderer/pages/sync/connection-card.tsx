/** How the line is, what waits, and the two things that can be done about all of it. */
import { PauseOutlined, PlayCircleOutlined, SyncOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { SyncStatus } from '#shared/contract/index.ts';
import { useClient } from '../../api/index.ts';
import { SyncSentences, useNow } from '../../components/index.ts';
import { useFormats } from '../../i18n/index.ts';
import { useSyncAction } from './use-sync-action.ts';
import { WhySearch } from './why-search.tsx';

interface ConnectionCardProps {
  readonly status: SyncStatus;
  onWhy(subject: string, shopId: number): void;
}

export function ConnectionCard({ status, onWhy }: ConnectionCardProps) {
  const { t } = useTranslation('sync');
  const formats = useFormats();
  const now = useNow(30_000);
  const client = useClient();
  const syncNow = useSyncAction(
    () => client.sync.now({}),
    () => t('actions.nowStarted'),
  );
  const pause = useSyncAction((paused: boolean) => client.sync.pause({ paused }));
  const { connection, since, paused, pausedSince, shops, office } = status;
  const isAlone = shops.length === 0 && office.state === 'none';
  const look = paused || connection !== 'online' ? 'is-away' : 'is-there';
  const said = paused
    ? t('line.paused', { since: formats.moment(pausedSince ?? since, now) })
    : t(`line.${connection}`, { since: formats.moment(since, now) });
  return (
    <section className={`card line-card ${look}`} aria-labelledby="sync-line">
      <div className="line-head">
        <h2 id="sync-line">
          <span className="line-dot" aria-hidden="true" />
          <span role="status">{said}</span>
        </h2>
        {!isAlone && (
          <div className="actions">
            <Button
              type="primary"
              icon={<SyncOutlined />}
              disabled={paused}
              loading={syncNow.isPending}
              onClick={() => syncNow.mutate(undefined)}
            >
              {t('actions.now')}
            </Button>
            <Button
              icon={paused ? <PlayCircleOutlined /> : <PauseOutlined />}
              loading={pause.isPending}
              onClick={() => pause.mutate(!paused)}
            >
              {paused ? t('actions.resume') : t('actions.pause')}
            </Button>
          </div>
        )}
      </div>
      <div className="line-body">
        <SyncSentences status={status} />
        {shops.length > 0 && <WhySearch shops={shops} onWhy={onWhy} />}
      </div>
    </section>
  );
}
