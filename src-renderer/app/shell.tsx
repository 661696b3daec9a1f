/** The frame around every page: navigation at the side, what is shown and how the engine is at the top. */
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Outlet, ScrollRestoration, useMatches } from 'react-router';
import { HeadingPlace } from '../components/index.ts';
import { AppearanceMenu } from './appearance-menu.tsx';
import { EngineState } from './engine-state.tsx';
import { Navigation } from './navigation.tsx';
import type { PageHandle } from './routes.tsx';
import { ScopeBar } from './scope-bar.tsx';
import { ScopeNotice } from './scope-notice.tsx';
import { Shortcuts } from './shortcuts.tsx';
import { SyncBadge } from './sync-badge.tsx';

export function Shell() {
  const { t } = useTranslation();
  const [place, setPlace] = useState<HTMLElement | null>(null);
  const showsScope = useMatches().some(({ handle }) => (handle as PageHandle | undefined)?.scope === true);
  return (
    <div className="shell">
      <a className="skip-link" href="#content">
        {t('skipToContent')}
      </a>
      <Navigation />
      <header className="top">
        <div className="top-heading" ref={setPlace} />
        {showsScope && <ScopeBar />}
        <div className="top-end">
          <SyncBadge />
          <EngineState />
          <AppearanceMenu />
        </div>
      </header>
      <main id="content" className="content" tabIndex={-1}>
        {showsScope && <ScopeNotice />}
        <HeadingPlace value={place}>
          <Suspense>
            <Outlet />
          </Suspense>
        </HeadingPlace>
      </main>
      <Shortcuts />
      <ScrollRestoration />
    </div>
  );
}
