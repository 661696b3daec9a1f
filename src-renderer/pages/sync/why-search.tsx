/** Asks why an order or a product is not on a shop yet: its code or number, the shop, Enter. */
import { SearchOutlined } from '@ant-design/icons';
import { Button, Input, Select } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ShopStatus } from '#shared/contract/index.ts';
import { useShopName } from './use-shop-name.ts';

interface WhySearchProps {
  readonly shops: readonly ShopStatus[];
  onWhy(subject: string, shopId: number): void;
}

export function WhySearch({ shops, onWhy }: WhySearchProps) {
  const { t } = useTranslation('sync');
  const shopName = useShopName();
  const [subject, setSubject] = useState('');
  const [chosen, setChosen] = useState<number | null>(null);
  const id = useId();
  const shopId = shops.find((shop) => shop.shopId === chosen)?.shopId ?? shops[0]?.shopId;
  const asked = subject.trim();
  return (
    <search className="why">
      <form
        className="why-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (asked !== '' && shopId !== undefined) onWhy(asked, shopId);
        }}
      >
        <label htmlFor={id}>{t('why.question')}</label>
        <div className="why-fields">
          <Input
            id={id}
            placeholder={t('why.hint')}
            maxLength={200}
            value={subject}
            onChange={(event) => setSubject(event.target.value)}
          />
          <Select<number>
            aria-label={t('why.shop')}
            {...(shopId === undefined ? {} : { value: shopId })}
            options={shops.map((shop) => ({ value: shop.shopId, label: shopName(shop) }))}
            onChange={setChosen}
          />
          <Button htmlType="submit" icon={<SearchOutlined />} disabled={asked === ''}>
            {t('why.show')}
          </Button>
        </div>
      </form>
    </search>
  );
}
