/** Gives a change that was put aside another value. */
import { Input, Modal } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Change } from '#shared/contract/index.ts';
import { useClient } from '../../api/index.ts';
import { amendment, valueDraft } from './field-value.ts';
import { useSyncAction } from './use-sync-action.ts';
import { useValueText } from './use-value-text.ts';

export function AmendDialog({ change, onClose }: { change: Change | null; onClose: () => void }) {
  return change === null ? null : <OpenDialog key={change.id} change={change} onClose={onClose} />;
}

function OpenDialog({ change, onClose }: { change: Change; onClose: () => void }) {
  const { t } = useTranslation('sync');
  const client = useClient();
  const valueText = useValueText();
  const { id, kind, subject, before, after, currency } = change;
  const [text, setText] = useState(() => valueDraft(kind, after));
  const input = useId();
  const value = amendment(change, text);
  const amend = useSyncAction(
    (next: number | string) => client.sync.amend({ id, value: next }),
    () => t('changes.amended'),
  );
  const submit = (): void => {
    if (value !== null) amend.mutate(value, { onSuccess: onClose });
  };
  return (
    <Modal
      open
      title={t('changes.editOf', { name: `${t(`kinds.${kind}`)} ${subject}` })}
      okText={t('changes.sendValue')}
      cancelText={t('actions.cancel')}
      okButtonProps={{ disabled: value === null, loading: amend.isPending }}
      onOk={submit}
      onCancel={onClose}
    >
      <p className="quiet">
        {t('values.to', { before: valueText(kind, before, currency), after: valueText(kind, after, currency) })}
      </p>
      <div className="field">
        <label htmlFor={input}>{t('changes.newValue')}</label>
        <Input
          id={input}
          autoFocus
          maxLength={1_000}
          value={text}
          {...(value === null ? { status: 'error' as const } : {})}
          onChange={(event) => setText(event.target.value)}
          onPressEnter={submit}
        />
      </div>
    </Modal>
  );
}
