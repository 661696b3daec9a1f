/** What can be changed about a shop that is connected: its name, its store, and that it is connected at all. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Input, Modal } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ShopStatus, Store } from '#shared/contract/index.ts';
import { useApi } from '../../api/index.ts';
import { FailureNotice } from '../../components/index.ts';
import { StoreSelect } from './store-choice.tsx';
import { useShopName } from './use-shop-name.ts';

interface DialogProps {
  readonly shop: ShopStatus;
  onClose(): void;
}

/** A change of the shop's own row; the dialog closes when it is saved. */
function useUpdateShop(said: string, onClose: () => void) {
  const api = useApi();
  const queries = useQueryClient();
  const { message } = App.useApp();
  return useMutation(
    api.sync.updateShop.mutationOptions({
      onSuccess() {
        void message.success(said);
        onClose();
      },
      onSettled: () => queries.invalidateQueries({ queryKey: api.sync.key() }),
    }),
  );
}

export function RenameDialog({ shop, onClose }: DialogProps) {
  const { t } = useTranslation('sync');
  const id = useId();
  const [title, setTitle] = useState(shop.title);
  const update = useUpdateShop(t('connect.renamed'), onClose);
  const typed = title.trim();
  const submit = (): void => {
    if (typed !== '') update.mutate({ shopId: shop.shopId, title: typed });
  };
  return (
    <Modal
      open
      title={t('connect.renameTitle', { name: useShopName()(shop) })}
      okText={t('actions.save')}
      cancelText={t('actions.cancel')}
      okButtonProps={{ disabled: typed === '', loading: update.isPending }}
      onOk={submit}
      onCancel={onClose}
    >
      <div className="field">
        <label htmlFor={id}>{t('connect.name')}</label>
        <Input
          id={id}
          autoFocus
          maxLength={120}
          value={title}
          onChange={(event) => setTitle(event.target.value)}
          onPressEnter={submit}
        />
      </div>
      {update.error !== null && <FailureNotice error={update.error} />}
    </Modal>
  );
}

export function StoreDialog({ shop, onClose }: DialogProps) {
  const { t } = useTranslation('sync');
  const stores = useQuery(useApi().stores.list.queryOptions()).data?.stores ?? [];
  const [storeId, setStoreId] = useState<Store['id']>(shop.storeId);
  const update = useUpdateShop(t('connect.storeChanged'), onClose);
  return (
    <Modal
      open
      title={t('connect.storeTitle', { name: useShopName()(shop) })}
      okText={t('actions.save')}
      cancelText={t('actions.cancel')}
      okButtonProps={{ disabled: storeId === shop.storeId, loading: update.isPending }}
      onOk={() => update.mutate({ shopId: shop.shopId, storeId })}
      onCancel={onClose}
    >
      <p className="quiet">{t('connect.storeExplained')}</p>
      <StoreSelect label={t('connect.store')} stores={stores} value={storeId} onChange={setStoreId} />
      {update.error !== null && <FailureNotice error={update.error} />}
    </Modal>
  );
}

/** Says what would never arrive before it lets go; the engine counts anew and refuses when more waits by then. */
export function DisconnectDialog({ shop, onClose }: DialogProps) {
  const { t } = useTranslation('sync');
  const api = useApi();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const name = useShopName()(shop);
  const { shopId, waiting } = shop;
  const disconnect = useMutation(
    api.sync.disconnect.mutationOptions({
      onSuccess({ disconnected }) {
        // Something has been done meanwhile: the count on the page is another one now, and it is asked again.
        if (!disconnected) return;
        void message.success(t('connect.disconnected', { name }));
        onClose();
      },
      onSettled: () => queries.invalidateQueries({ queryKey: api.sync.key() }),
    }),
  );
  return (
    <Modal
      open
      title={t('connect.disconnectTitle', { name })}
      okText={waiting > 0 ? t('connect.disconnectEvenSo') : t('actions.disconnect')}
      cancelText={t('actions.cancel')}
      okButtonProps={{ danger: true, loading: disconnect.isPending }}
      onOk={() => disconnect.mutate({ shopId, evenSo: waiting > 0 })}
      onCancel={onClose}
    >
      {waiting > 0 && <p className="bad-text">{t('connect.disconnectWaiting', { count: waiting })}</p>}
      <p>{t('connect.disconnectExplained')}</p>
      {disconnect.error !== null && <FailureNotice error={disconnect.error} />}
    </Modal>
  );
}
