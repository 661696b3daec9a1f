/** On every page: whether everything has arrived, and if not, what waits and what will happen. It never stands in the way. */
import { Button, Popover } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { SyncSentences, syncSummary, useSyncStatus } from '../components/index.ts';
import { useFormats } from '../i18n/index.ts';
import { useWindowState } from '../state/index.ts';
import { useFollowSync } from './use-follow-sync.ts';
import './sync-badge.css';

/** Where the header is full; null: the number alone. */
const SHORT = {
  synced: 'synced',
  waiting: null,
  attention: null,
  trouble: null,
  firstSync: 'busy',
  asleep: 'busy',
  offline: 'offline',
  offlineWaiting: 'offline',
  captive: 'offline',
  paused: 'pausedShort',
  pausedWaiting: 'pausedShort',
} as const;

const SIGNS = { good: '✓', quiet: '↻', warning: '!', bad: '!' } as const;

export function SyncBadge() {
  useFollowSync();
  const { t } = useTranslation('sync');
  const formats = useFormats();
  const link = useWindowState((state) => state.link);
  const { data } = useSyncStatus();
  const [open, setOpen] = useState(false);
  const summary = data === undefined ? null : syncSummary(data);
  // Without the engine nobody knows; its own sign says so.
  if (data === undefined || summary === null || link === 'lost' || link === 'refused') return null;
  const state = t(`badge.${summary.word}`, { count: summary.count });
  const short = SHORT[summary.word];
  const close = (): void => setOpen(false);
  return (
    <>
      <span role="status" className="visually-hidden">
        {t('badge.label', { state })}
      </span>
      <Popover
        trigger="click"
        placement="bottomRight"
        open={open}
        onOpenChange={setOpen}
        content={
          <div className="sync-explained">
            <SyncSentences status={data} />
            <p className="sync-explained-links">
              <Link to="/sync" onClick={close}>
                {t('badge.open')}
              </Link>
              {data.conflicts > 0 && (
                <Link to="/sync/conflicts" onClick={close}>
                  {t('badge.conflicts')}
                </Link>
              )}
            </p>
          </div>
        }
      >
        <Button
          type="text"
          className={`sync-badge is-${summary.tone}`}
          aria-expanded={open}
          aria-label={t('badge.label', { state })}
        >
          <span aria-hidden="true" className="sync-sign">
            {SIGNS[summary.tone]}
          </span>
          <span className="sync-word">{state}</span>
          <span className="sync-short">{short === null ? formats.number(summary.count) : t(`badge.${short}`)}</span>
        </Button>
      </Popover>
    </>
  );
}
