/** Language, light or dark, and the colour of a rise: one click away on every page. */
import { GlobalOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Dropdown, type MenuProps } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Settings } from '#shared/contract/index.ts';
import { useApi } from '../api/index.ts';
import { useFailureText } from '../components/index.ts';
import { useWindowStore } from '../state/index.ts';

type Choice = Pick<Settings, 'language' | 'theme' | 'riseColour'>;

export function AppearanceMenu() {
  const { t } = useTranslation();
  const api = useApi();
  const queries = useQueryClient();
  const store = useWindowStore();
  const { notification } = App.useApp();
  const failureText = useFailureText();
  const settings = useQuery(api.system.info.queryOptions()).data?.settings;
  const update = useMutation(
    api.system.updateSettings.mutationOptions({
      onSuccess: (saved) => {
        queries.setQueryData(api.system.info.queryKey(), (info) => (info ? { ...info, settings: saved } : info));
      },
      onError: (error) => {
        const { sentence, wayOut } = failureText(error);
        notification.error({ title: sentence, description: wayOut });
      },
    }),
  );

  const groups: { [Key in keyof Choice]: readonly { value: Choice[Key]; label: string }[] } = {
    language: [
      { value: 'system', label: t('menu.system') },
      { value: 'zh-CN', label: '简体中文' },
      { value: 'en', label: 'English' },
    ],
    theme: [
      { value: 'system', label: t('menu.system') },
      { value: 'light', label: t('menu.light') },
      { value: 'dark', label: t('menu.dark') },
    ],
    riseColour: [
      { value: 'system', label: t('menu.riseSystem') },
      { value: 'red', label: t('menu.riseRed') },
      { value: 'green', label: t('menu.riseGreen') },
    ],
  };
  const group = <Key extends keyof Choice>(key: Key, label: string): NonNullable<MenuProps['items']>[number] => ({
    type: 'group',
    label,
    children: groups[key].map((choice) => ({
      key: `${key}:${choice.value}`,
      label: choice.label,
      onClick: () => update.mutate({ [key]: choice.value }),
    })),
  });
  const items: MenuProps['items'] = [
    group('language', t('menu.language')),
    group('theme', t('menu.theme')),
    group('riseColour', t('menu.rise')),
    { type: 'divider' },
    {
      key: 'shortcuts',
      label: t('menu.shortcuts'),
      extra: '?',
      onClick: () => store.setState({ shortcutsOpen: true }),
    },
  ];
  const selectedKeys =
    settings === undefined
      ? []
      : (['language', 'theme', 'riseColour'] as const).map((key) => `${key}:${settings[key]}`);
  return (
    <Dropdown
      menu={{ items, selectable: true, multiple: true, selectedKeys }}
      trigger={['click']}
      placement="bottomRight"
    >
      <Button type="text" icon={<GlobalOutlined />} aria-label={t('menu.appearance')} />
    </Dropdown>
  );
}
