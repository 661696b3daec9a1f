/** Access details of a shop that is connected, given anew. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Drawer, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ShopStatus } from '#shared/contract/index.ts';
import { useApi } from '../../api/index.ts';
import { FailureNotice } from '../../components/index.ts';
import { credentialsOf } from './connect-draft.ts';
import { CredentialFields } from './credential-fields.tsx';
import { useShopName } from './use-shop-name.ts';

export function SignInDrawer({ shop, onClose }: { shop: ShopStatus; onClose: () => void }) {
  const { t } = useTranslation('sync');
  const api = useApi();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const name = useShopName()(shop);
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const platforms = useQuery(api.sync.platforms.queryOptions());
  const form = platforms.data?.platforms.find(({ platform }) => platform === shop.platform);
  const credentials = form === undefined ? null : credentialsOf(values, form);
  const signIn = useMutation(
    api.sync.updateShop.mutationOptions({
      onSuccess() {
        void message.success(t('connect.signedIn'));
        onClose();
      },
      onSettled: () => queries.invalidateQueries({ queryKey: api.sync.key() }),
    }),
  );
  return (
    <Drawer
      open
      onClose={onClose}
      size="min(560px, 96vw)"
      title={t('connect.signInTitle', { name })}
      closable={{ 'aria-label': t('actions.close') }}
      mask={{ closable: false }}
    >
      {platforms.error !== null && <FailureNotice error={platforms.error} onRetry={() => void platforms.refetch()} />}
      {platforms.isPending && <Skeleton active paragraph={{ rows: 6 }} />}
      {form !== undefined && (
        <form
          className="drawer-parts"
          onSubmit={(event) => {
            event.preventDefault();
            if (credentials !== null) signIn.mutate({ shopId: shop.shopId, credentials });
          }}
        >
          <p>{t('connect.signInExplained')}</p>
          <section className="connect-fields" aria-label={t('connect.details')}>
            <CredentialFields form={form} values={values} onChange={setValues} />
          </section>
          {signIn.error !== null && <FailureNotice error={signIn.error} />}
          <div className="actions">
            <Button type="primary" htmlType="submit" disabled={credentials === null} loading={signIn.isPending}>
              {t('actions.signIn')}
            </Button>
          </div>
        </form>
      )}
    </Drawer>
  );
}
