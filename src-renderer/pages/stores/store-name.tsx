/** A store's name, changed in its place: Enter saves, Escape leaves it as it was. */
import { EditOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Input, Tooltip } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Store } from '#shared/contract/index.ts';
import { useApi } from '../../api/index.ts';
import { useFailureText } from '../../components/index.ts';

export function StoreName({ store }: { store: Store }) {
  const { t } = useTranslation('stores');
  const api = useApi();
  const queries = useQueryClient();
  const { message, notification } = App.useApp();
  const failureText = useFailureText();
  /** `from` is the name that it began with: another window may give the store another one meanwhile. */
  const [edited, setEdited] = useState<{ readonly from: string; readonly typed: string } | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const close = (): void => {
    setEdited(null);
    // The field goes away under the keyboard: whoever types is taken back to where they came from.
    setTimeout(() => button.current?.focus());
  };
  const show = (shown: Store): void => {
    queries.setQueryData(api.stores.list.queryKey(), (list) =>
      list ? { stores: list.stores.map((each) => (each.id === shown.id ? shown : each)) } : list,
    );
  };
  const rename = useMutation(
    api.stores.update.mutationOptions({
      // The new name stands at once, for whoever renames one store after the other; a refusal brings the old one back.
      onMutate: async ({ name: wanted }) => {
        await queries.cancelQueries({ queryKey: api.stores.list.key() });
        show({ ...store, name: wanted });
        close();
        // Kept with the call: by the time it fails, `store` is the one with the new name.
        return { before: store };
      },
      onSuccess: (saved) => {
        show(saved);
        void queries.invalidateQueries({ queryKey: api.analytics.key() });
        void queries.invalidateQueries({ queryKey: api.orders.key() });
        void message.success(t('renamed', { name: saved.name }));
      },
      onError: (error, _asked, kept) => {
        if (kept !== undefined) show(kept.before);
        const { sentence, wayOut } = failureText(error);
        notification.error({ title: sentence, description: wayOut });
      },
    }),
  );
  if (edited === null) {
    return (
      <span className="store-name">
        <span className="store-name-text" title={store.name}>
          {store.name}
        </span>
        <Button
          ref={button}
          type="text"
          size="small"
          icon={<EditOutlined />}
          aria-label={t('rename', { name: store.name })}
          onClick={() => setEdited({ from: store.name, typed: store.name })}
        />
      </span>
    );
  }
  const { from, typed } = edited;
  const renamedMeanwhile = store.name !== from;
  const name = typed.trim();
  const save = (): void => {
    if (name === store.name) close();
    else if (name !== '') rename.mutate({ id: store.id, name });
  };
  return (
    <span className="store-name">
      <Tooltip
        open={renamedMeanwhile}
        placement="bottomLeft"
        title={<span role="alert">{t('renamedMeanwhile', { name: store.name })}</span>}
      >
        <Input
          size="small"
          autoFocus
          {...(renamedMeanwhile && { status: 'warning' as const })}
          maxLength={120}
          aria-label={t('newName', { name: store.name })}
          value={typed}
          disabled={rename.isPending}
          onFocus={(event) => event.target.select()}
          onChange={(event) => setEdited({ from, typed: event.target.value })}
          onKeyDown={(event) => {
            // Enter also ends the choice of Chinese characters: that one is not meant for the page.
            if (event.nativeEvent.isComposing) return;
            if (event.key === 'Enter') save();
            if (event.key === 'Escape') close();
          }}
        />
      </Tooltip>
      <Button size="small" type="primary" disabled={name === ''} loading={rename.isPending} onClick={save}>
        {t('save')}
      </Button>
      <Button size="small" onClick={close}>
        {t('cancel')}
      </Button>
    </span>
  );
}
