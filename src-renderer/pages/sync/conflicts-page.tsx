/** What both sides changed, next to each other, decided in three keystrokes or fewer, and undone for a day. */
import { ArrowLeftOutlined } from '@ant-design/icons';
import { Button, Skeleton } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Conflict } from '#shared/contract/index.ts';
import { FailureNotice, PageHeader } from '../../components/index.ts';
import { ConflictCompared } from './conflict-compared.tsx';
import { deedOf, NO_SELECTION, type Selection, type Side, settledSelection } from './conflict-keys.ts';
import { ConflictKeys } from './conflict-keys-help.tsx';
import { ConflictList } from './conflict-list.tsx';
import { parseValue, valueDraft } from './field-value.ts';
import { ResolvedCard } from './resolved-card.tsx';
import { useConflicts } from './use-conflicts.ts';
import '../cards.css';
import './sync.css';
import './conflicts.css';

export function ConflictsPage() {
  const { t } = useTranslation('sync');
  const navigate = useNavigate();
  const { open, resolved, deciding, decide, undo, isUndoing, lastDecided } = useConflicts();
  const conflicts = open.data?.conflicts;
  return (
    <>
      <PageHeader title={t('conflicts.title')}>
        <Button icon={<ArrowLeftOutlined />} onClick={() => void navigate('/sync')}>
          {t('conflicts.back')}
        </Button>
      </PageHeader>
      <div className="conflicts-page">
        {open.error !== null && <FailureNotice error={open.error} onRetry={() => void open.refetch()} />}
        {open.isPending && <Skeleton active title={false} paragraph={{ rows: 10 }} />}
        {conflicts !== undefined && (
          <OpenConflicts
            conflicts={conflicts}
            total={open.data?.total ?? conflicts.length}
            deciding={deciding}
            onDecide={(conflict, side, value) => decide({ conflict, side, value })}
            onUndo={lastDecided === null ? null : () => undo(lastDecided)}
          />
        )}
        <ResolvedCard resolved={resolved} busy={isUndoing} onUndo={undo} />
      </div>
    </>
  );
}

interface OpenConflictsProps {
  readonly conflicts: readonly Conflict[];
  readonly total: number;
  /** What is decided about these is on its way. */
  readonly deciding: readonly number[];
  onDecide(conflict: Conflict, side: Side, value: number | string | null): void;
  /** Null: nothing was decided since the page was opened. */
  readonly onUndo: (() => void) | null;
}

function OpenConflicts({ conflicts, total, deciding, onDecide, onUndo }: OpenConflictsProps) {
  const { t } = useTranslation('sync');
  const [chosen, setSelection] = useState<Selection>(NO_SELECTION);
  const [other, setOther] = useState('');
  const ids = conflicts.map(({ id }) => id);
  const selection = settledSelection(chosen, ids);
  const selected = conflicts.find(({ id }) => id === selection.id);
  const select = (next: Selection): void => {
    const about = conflicts.find(({ id }) => id === next.id);
    if (next.side === 'other' && selection.side !== 'other' && about) setOther(valueDraft(about.kind, about.local));
    setSelection(next);
  };
  const value = selected === undefined ? null : parseValue(selected.kind, other);
  const busy = selected !== undefined && deciding.includes(selected.id);
  const canDecide = selected !== undefined && !busy && (selection.side !== 'other' || value !== null);
  const decide = (side: Side): void => {
    if (selected !== undefined && canDecide) onDecide(selected, side, side === 'other' ? value : null);
  };

  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || hasKeysOfItsOwn(event)) return;
      const deed = deedOf(event.key, selection, ids);
      if (deed === null) return;
      event.preventDefault();
      if ('select' in deed) select(deed.select);
      else if ('decide' in deed) decide(deed.decide);
      else onUndo?.();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  });

  if (selected === undefined) {
    return (
      <section className="card" aria-labelledby="conflicts-none">
        <h2 id="conflicts-none">
          <span role="status">{t('conflicts.none')}</span>
        </h2>
        {onUndo !== null && <ConflictKeys only="undo" />}
      </section>
    );
  }
  return (
    <section className="card" aria-labelledby="conflicts-open">
      <div className="conflicts-head">
        <h2 id="conflicts-open">
          <span role="status">{t('conflicts.open', { count: total })}</span>
        </h2>
        <ConflictKeys />
      </div>
      <div className="conflicts-open">
        <ConflictList
          conflicts={conflicts}
          selected={selected.id}
          onSelect={(id) => select({ id, index: ids.indexOf(id), side: null })}
        />
        <ConflictCompared
          conflict={selected}
          side={selection.side}
          other={other}
          isWrong={selection.side === 'other' && value === null}
          canDecide={canDecide && selection.side !== null}
          busy={busy}
          onSide={(side) => select({ ...selection, side })}
          onOther={setOther}
          onDecide={() => selection.side !== null && decide(selection.side)}
        />
      </div>
    </section>
  );
}

/** A field, a list that is open and a dialog take keys for themselves; Enter on a button presses that button. */
function hasKeysOfItsOwn({ target, key }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) return true;
  if (target.closest('[role="dialog"]') !== null) return true;
  return key === 'Enter' && target.closest('a, button') !== null;
}
