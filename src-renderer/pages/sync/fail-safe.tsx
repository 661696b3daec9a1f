/** A pull was stopped that would have taken most products away: somebody says whether that is right. */
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Reason, ShopStatus } from '#shared/contract/index.ts';
import { useClient } from '../../api/index.ts';
import { useFormats, useSourceName } from '../../i18n/index.ts';
import { useSyncAction } from './use-sync-action.ts';

export function FailSafe({ shop, problem }: { shop: ShopStatus; problem: Reason }) {
  const { t } = useTranslation('sync');
  const formats = useFormats();
  const sourceName = useSourceName();
  const client = useClient();
  const answer = useSyncAction(
    (allow: boolean) => client.sync.answerFailSafe({ shopId: shop.shopId, allow }),
    (_status, allow) => (allow ? t('failSafe.allowed') : t('failSafe.left')),
  );
  const { affected, products } = problem.details;
  return (
    <div className="fail-safe" role="alert">
      <p>
        <strong>{t('failSafe.question')}</strong>{' '}
        {t('failSafe.explained', {
          platform: sourceName(shop.platform),
          affected: formats.number(Number(affected)),
          products: formats.number(Number(products)),
        })}
      </p>
      <div className="actions">
        <Button size="small" type="primary" loading={answer.isPending} onClick={() => answer.mutate(false)}>
          {t('failSafe.leave')}
        </Button>
        <Button size="small" danger disabled={answer.isPending} onClick={() => answer.mutate(true)}>
          {t('failSafe.allow')}
        </Button>
      </div>
    </div>
  );
}
