/** Everything around the pages: language, theme, the way to the engine, and what catches errors. */
import { App as AntdApp, ConfigProvider } from 'antd';
import enGB from 'antd/locale/en_GB';
import zhCN from 'antd/locale/zh_CN';
import dayjs from 'dayjs';
import 'dayjs/locale/en-gb';
import 'dayjs/locale/zh-cn';
import type { i18n } from 'i18next';
import { useLayoutEffect, useMemo } from 'react';
import { I18nextProvider } from 'react-i18next';
import { RouterProvider } from 'react-router/dom';
import type { Connection } from '../api/index.ts';
import { usePrinting } from '../components/index.ts';
import { createFormats, FormatsContext } from '../i18n/index.ts';
import { useMedia, usePreferences } from '../state/index.ts';
import { antdTheme, applyTheme, PreferencesContext } from '../theme/index.ts';
import { LiveUpdates } from './live-updates.tsx';
import type { createRouter } from './routes.tsx';
import { UnexpectedErrors } from './unexpected-errors.tsx';

interface AppProps {
  readonly connection: Connection;
  readonly words: i18n;
  readonly router: ReturnType<typeof createRouter>;
}

export function App({ connection, words, router }: AppProps) {
  const chosen = usePreferences();
  const printing = usePrinting();
  const preferences = useMemo(() => (printing ? { ...chosen, theme: 'light' as const } : chosen), [chosen, printing]);
  const { locale, theme } = preferences;
  const formats = useMemo(() => createFormats(locale), [locale]);
  const still = useMedia('(prefers-reduced-motion: reduce)');
  const antd = useMemo(() => antdTheme(theme, still), [theme, still]);
  useLayoutEffect(() => applyTheme(document.documentElement, preferences), [preferences]);
  useLayoutEffect(() => {
    dayjs.locale(locale === 'zh-CN' ? 'zh-cn' : 'en-gb');
    void words.changeLanguage(locale);
  }, [words, locale]);
  return (
    <I18nextProvider i18n={words}>
      <FormatsContext value={formats}>
        <PreferencesContext value={preferences}>
          <ConfigProvider
            theme={antd}
            locale={locale === 'zh-CN' ? zhCN : enGB}
            getPopupContainer={landmarkOf}
            button={{ autoInsertSpace: false }}
          >
            <AntdApp component={false}>
              <UnexpectedErrors />
              <LiveUpdates connection={connection} />
              <RouterProvider router={router} />
            </AntdApp>
          </ConfigProvider>
        </PreferencesContext>
      </FormatsContext>
    </I18nextProvider>
  );
}

/** What pops up belongs to the part of the page that it was opened from, also for a screen reader. */
function landmarkOf(trigger?: HTMLElement): HTMLElement {
  return trigger?.closest<HTMLElement>('[role="dialog"], header.top, main') ?? document.body;
}
