/** Both sides of a conflict and what they set out from, next to each other. */
import { Button, Input } from 'antd';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conflict } from '#shared/contract/index.ts';
import { useNow } from '../../components/index.ts';
import { useFormats } from '../../i18n/index.ts';
import type { Side } from './conflict-keys.ts';
import { useShopNameOf } from './use-shop-name.ts';
import { useValueText } from './use-value-text.ts';

interface ConflictComparedProps {
  readonly conflict: Conflict;
  readonly side: Side | null;
  /** What is typed as another value. */
  readonly other: string;
  readonly isWrong: boolean;
  readonly canDecide: boolean;
  readonly busy: boolean;
  onSide(side: Side): void;
  onOther(text: string): void;
  onDecide(): void;
}

export function ConflictCompared(props: ConflictComparedProps) {
  const { conflict, side, busy, canDecide, onSide, onDecide } = props;
  const { t } = useTranslation('sync');
  const formats = useFormats();
  const now = useNow(60_000);
  const valueText = useValueText();
  const shopName = useShopNameOf();
  const { kind, subject, title, currency, base, local, remote, localAt, remoteAt, platform, shop } = conflict;
  const text = (value: Conflict['base']): string => valueText(kind, value, currency);
  const changed = (at: string | null): string =>
    at === null ? '' : t('conflicts.changedAt', { at: formats.moment(at, now) });
  return (
    <section className="compared" aria-label={`${t(`kinds.${kind}`)} ${subject}`}>
      <h3>
        {t(`kinds.${kind}`)} · {subject}
        {title !== subject && <span className="quiet"> · {title}</span>}
      </h3>
      {kind === 'stock' && <p className="quiet">{t('conflicts.stockHint')}</p>}
      <div className="sides">
        <SideButton
          digit="1"
          name={kind === 'stock' ? t('conflicts.stockHere') : t('conflicts.here')}
          value={text(local)}
          note={changed(localAt)}
          chosen={side === 'local'}
          onChoose={() => onSide('local')}
        />
        <div className="side-card is-base">
          <span className="side-name">{t('conflicts.base')}</span>
          <span className="side-value">{text(base)}</span>
          <span className="quiet small">{t('conflicts.baseHint')}</span>
        </div>
        <SideButton
          digit="2"
          name={t('conflicts.on', { shop: shopName(platform, shop) })}
          value={text(remote)}
          note={changed(remoteAt)}
          chosen={side === 'remote'}
          onChoose={() => onSide('remote')}
        />
      </div>
      <OtherValue {...props} />
      <div className="actions">
        <Button type="primary" size="large" disabled={!canDecide} loading={busy} onClick={onDecide}>
          {t('conflicts.decide')} <kbd>Enter</kbd>
        </Button>
        {side === null && <span className="quiet">{t('conflicts.choose')}</span>}
      </div>
    </section>
  );
}

interface SideButtonProps {
  readonly digit: string;
  readonly name: string;
  readonly value: string;
  readonly note: ReactNode;
  readonly chosen: boolean;
  onChoose(): void;
}

function SideButton({ digit, name, value, note, chosen, onChoose }: SideButtonProps) {
  return (
    <button type="button" className="side-card" aria-pressed={chosen} onClick={onChoose}>
      <span className="side-name">
        <kbd>{digit}</kbd> {name}
      </span>
      <span className="side-value">{value}</span>
      <span className="quiet small">{note}</span>
    </button>
  );
}

function OtherValue({ side, other, isWrong, onSide, onOther, onDecide }: ConflictComparedProps) {
  const { t } = useTranslation('sync');
  const id = useId();
  const field = useRef<HTMLDivElement>(null);
  const isChosen = side === 'other';
  useEffect(() => {
    if (isChosen) field.current?.querySelector('input')?.select();
  }, [isChosen]);
  if (!isChosen) {
    return (
      <p>
        <Button onClick={() => onSide('other')}>
          <kbd>3</kbd> {t('conflicts.other')}
        </Button>
      </p>
    );
  }
  return (
    <div className="field other-value" ref={field}>
      <label htmlFor={id}>{t('conflicts.other')}</label>
      <Input
        id={id}
        maxLength={1_000}
        value={other}
        {...(isWrong ? { status: 'error' as const } : {})}
        onChange={(event) => onOther(event.target.value)}
        onPressEnter={onDecide}
      />
    </div>
  );
}
