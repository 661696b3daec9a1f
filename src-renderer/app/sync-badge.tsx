/** On every page: whether everything has arrived, and if not, what waits and what will happen. It never stands in the way. */
import { Button, Popover } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { SyncSentences, syncSummary, useSyncStatus } from '../components/index.ts';
import { useWindowState } from '../state/index.ts';
import { useFollowSync } from './use-follow-sync.ts';
import './sync-badge.css';

const SIGNS = { good: '✓', quiet: '↻', warning: '!', bad: '!' } as const;

export function SyncBadge() {
  useFollowSync();
  const { t } = useTranslation('sync');
  const link = useWindowState((state) => state.link);
  const { data } = useSyncStatus();
  const [open, setOpen] = useState(false);
  const summary = data === undefined ? null : syncSummary(data);
  // Without the engine nobody knows; its own sign says so.
  if (data === undefined || summary === null || link === 'lost' || link === 'refused') return null;
  const state = t(`badge.${summary.word}`, { count: summary.count });
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
        </Button>
      </Popover>
    </>
  );
}
