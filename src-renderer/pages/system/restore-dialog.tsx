/** Going back to a backup hides newer data: it says what will happen, and wants a word typed. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Input, Modal } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Backup } from '#shared/contract/index.ts';
import { useApi } from '../../api/index.ts';
import { FailureNotice, useNow } from '../../components/index.ts';
import { useFormats } from '../../i18n/index.ts';

export function RestoreDialog({ backup, onClose }: { backup: Backup | null; onClose: () => void }) {
  const { t } = useTranslation('system');
  const api = useApi();
  const queries = useQueryClient();
  const formats = useFormats();
  const now = useNow(60_000);
  const { notification } = App.useApp();
  const [typed, setTyped] = useState('');
  const input = useId();
  const word = t('backups.word');
  const restore = useMutation(
    api.system.restoreBackup.mutationOptions({
      onSuccess: async ({ setAside }) => {
        close();
        notification.success({
          title: t('backups.restored'),
          description: <span className="long-path">{t('backups.setAside', { file: setAside })}</span>,
          duration: 0,
        });
        await queries.invalidateQueries();
      },
    }),
  );
  function close(): void {
    setTyped('');
    restore.reset();
    onClose();
  }
  const confirmed = typed.trim() === word;
  const submit = (): void => {
    if (confirmed && backup !== null) restore.mutate({ fileName: backup.fileName });
  };
  return (
    <Modal
      open={backup !== null}
      title={t('backups.confirmTitle')}
      okText={t('backups.confirm')}
      cancelText={t('backups.cancel')}
      okButtonProps={{ danger: true, disabled: !confirmed, loading: restore.isPending }}
      cancelButtonProps={{ disabled: restore.isPending }}
      closable={!restore.isPending}
      mask={{ closable: false }}
      onOk={submit}
      onCancel={close}
      destroyOnHidden
    >
      {backup !== null && (
        <div className="restore">
          <p>{t('backups.confirmExplain', { at: formats.moment(backup.createdAt, now) })}</p>
          <label htmlFor={input}>{t('backups.confirmType', { word })}</label>
          <Input
            id={input}
            autoFocus
            autoComplete="off"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            onPressEnter={submit}
          />
          {restore.error !== null && <FailureNotice error={restore.error} />}
        </div>
      )}
    </Modal>
  );
}
