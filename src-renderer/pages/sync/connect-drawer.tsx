/** Connects a shop: which platform, its access details, a test that says what is wrong, the store, and the first sync. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Drawer, Input, Radio, Skeleton } from 'antd';
import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConnectionTest, PlatformForm, ShopStatus } from '#shared/contract/index.ts';
import { useApi } from '../../api/index.ts';
import { FailureNotice } from '../../components/index.ts';
import { useSourceName } from '../../i18n/index.ts';
import { accessOf, type ConnectDraft, EMPTY_DRAFT, isAddress, storeOf } from './connect-draft.ts';
import { CredentialFields } from './credential-fields.tsx';
import { ProgressLine } from './progress-line.tsx';
import { StoreChoice } from './store-choice.tsx';
import { TestSteps } from './test-steps.tsx';

interface ConnectDrawerProps {
  /** All that are connected, as they are now. */
  readonly shops: readonly ShopStatus[];
  onClose(): void;
}

export function ConnectDrawer({ shops, onClose }: ConnectDrawerProps) {
  const { t } = useTranslation('sync');
  const platforms = useQuery(useApi().sync.platforms.queryOptions());
  const [connected, setConnected] = useState<number | null>(null);
  const shop = shops.find(({ shopId }) => shopId === connected);
  return (
    <Drawer
      open
      onClose={onClose}
      size="min(620px, 96vw)"
      title={t('connect.title')}
      closable={{ 'aria-label': t('actions.close') }}
      // What was typed is not lost by a click beside it.
      mask={{ closable: false }}
    >
      {platforms.error !== null && <FailureNotice error={platforms.error} onRetry={() => void platforms.refetch()} />}
      {platforms.isPending && <Skeleton active paragraph={{ rows: 8 }} />}
      {platforms.data !== undefined && connected === null && (
        <ConnectForm forms={platforms.data.platforms} onConnected={setConnected} />
      )}
      {shop !== undefined && <FirstSync shop={shop} onClose={onClose} />}
    </Drawer>
  );
}

interface ConnectFormProps {
  readonly forms: readonly PlatformForm[];
  onConnected(shopId: number): void;
}

function ConnectForm({ forms, onConnected }: ConnectFormProps) {
  const { t } = useTranslation('sync');
  const api = useApi();
  const queries = useQueryClient();
  const [draft, setDraft] = useState<ConnectDraft>(EMPTY_DRAFT);
  const form = forms.find(({ platform }) => platform === draft.platform);
  const access = accessOf(draft, form);
  const test = useMutation(
    api.sync.testConnection.mutationOptions({
      onSuccess: ({ shop }) =>
        setDraft((before) => ({
          ...before,
          title: shop?.title ?? '',
          newStore: before.newStore === '' ? (shop?.title ?? '') : before.newStore,
        })),
    }),
  );
  const connect = useMutation(
    api.sync.connect.mutationOptions({
      onSuccess: async ({ shopId }) => {
        await queries.invalidateQueries({ queryKey: api.stores.key() });
        await queries.refetchQueries({ queryKey: api.sync.status.key() });
        onConnected(shopId);
      },
    }),
  );
  /** What was tested is no longer what stands there. */
  const changeAccess = (part: Partial<ConnectDraft>): void => {
    setDraft((before) => ({ ...before, ...part }));
    test.reset();
    connect.reset();
  };
  const store = storeOf(draft);
  const found = test.data?.ok === true ? test.data.shop : null;
  const end = useRef<HTMLDivElement>(null);
  // What the test found, and what is to be done next, comes into sight.
  useEffect(() => {
    if (test.data !== undefined) void end.current?.scrollIntoView({ block: 'end' });
  }, [test.data]);
  const submit = (): void => {
    if (access === null) return;
    if (found === null) {
      test.mutate(access);
    } else if (store !== null) {
      const title = draft.title.trim();
      connect.mutate({ ...access, ...store, ...(title === '' ? {} : { title }) });
    }
  };
  return (
    <form
      className="drawer-parts"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <PlatformChoice
        forms={forms}
        chosen={draft.platform}
        onChoose={(platform) => changeAccess({ platform, credentials: {} })}
      />
      {form !== undefined && (
        <section className="connect-fields" aria-labelledby="connect-details">
          <h3 id="connect-details">{t('connect.details')}</h3>
          <p className="quiet small">{t('connect.detailsExplained')}</p>
          <CredentialFields
            form={form}
            values={draft.credentials}
            onChange={(credentials) => changeAccess({ credentials })}
          />
          <OwnAddress value={draft.baseUrl} onChange={(baseUrl) => changeAccess({ baseUrl })} />
        </section>
      )}
      {test.error !== null && <FailureNotice error={test.error} />}
      {test.data !== undefined && <TestSteps test={test.data} />}
      {found !== null && (
        <Found shop={found} draft={draft} onChange={(part) => setDraft((before) => ({ ...before, ...part }))} />
      )}
      {connect.error !== null && <FailureNotice error={connect.error} />}
      {form !== undefined && (
        <div className="actions" ref={end}>
          {found === null ? (
            <Button type="primary" htmlType="submit" disabled={access === null} loading={test.isPending}>
              {test.isPending
                ? t('connect.testing')
                : t(test.data === undefined ? 'connect.test' : 'connect.testAgain')}
            </Button>
          ) : (
            <Button type="primary" htmlType="submit" disabled={store === null} loading={connect.isPending}>
              {t('connect.connect')}
            </Button>
          )}
        </div>
      )}
    </form>
  );
}

interface PlatformChoiceProps {
  readonly forms: readonly PlatformForm[];
  readonly chosen: string | null;
  onChoose(platform: string): void;
}

function PlatformChoice({ forms, chosen, onChoose }: PlatformChoiceProps) {
  const { t } = useTranslation('sync');
  const sourceName = useSourceName();
  return (
    <section aria-labelledby="connect-platform">
      <h3 id="connect-platform">{t('connect.platformFirst')}</h3>
      <Radio.Group
        aria-labelledby="connect-platform"
        optionType="button"
        value={chosen}
        options={forms.map(({ platform }) => ({ value: platform, label: sourceName(platform) }))}
        onChange={(event) => onChoose(String(event.target.value))}
      />
    </section>
  );
}

function OwnAddress({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { t } = useTranslation('sync');
  const id = useId();
  const isWrong = value.trim() !== '' && !isAddress(value.trim());
  return (
    <div className="field">
      <label htmlFor={id}>
        {t('connect.ownAddress')} ({t('connect.optional')})
      </label>
      <Input
        id={id}
        type="url"
        autoComplete="off"
        maxLength={500}
        placeholder={t('connect.ownAddressHint')}
        value={value}
        {...(isWrong ? { status: 'error' as const } : {})}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}

interface FoundProps {
  readonly shop: NonNullable<ConnectionTest['shop']>;
  readonly draft: ConnectDraft;
  onChange(part: Partial<ConnectDraft>): void;
}

function Found({ shop, draft, onChange }: FoundProps) {
  const { t } = useTranslation('sync');
  const id = useId();
  const { title, currency } = shop;
  return (
    <section className="connect-fields" aria-labelledby={`${id}-found`}>
      <h3 id={`${id}-found`}>
        <span role="status">
          {currency === null ? t('connect.found', { title }) : t('connect.foundCurrency', { title, currency })}
        </span>
      </h3>
      <StoreChoice draft={draft} onChange={onChange} />
      <div className="field">
        <label htmlFor={`${id}-title`}>{t('connect.shopName')}</label>
        <Input
          id={`${id}-title`}
          maxLength={120}
          value={draft.title}
          onChange={(event) => onChange({ title: event.target.value })}
        />
      </div>
    </section>
  );
}

function FirstSync({ shop, onClose }: { shop: ShopStatus; onClose: () => void }) {
  const { t } = useTranslation('sync');
  const { title, state, progress } = shop;
  const isRunning = state === 'first-sync';
  return (
    <div className="drawer-parts">
      <p className="why-verdict" role="status">
        {isRunning ? t('connect.connected', { title }) : t('connect.firstDone', { title })}
      </p>
      {isRunning && progress !== null && <ProgressLine progress={progress} name={title} />}
      <div className="actions">
        <Button type="primary" onClick={onClose}>
          {t('actions.close')}
        </Button>
      </div>
    </div>
  );
}
