/** Starts the page: one connection, one router, one window state. */
import { createRoot } from 'react-dom/client';
import { ApiProvider, connect, createConnection } from './api/index.ts';
import { App } from './app/app.tsx';
import { createRouter } from './app/routes.tsx';
import { createI18n, resolveLocale } from './i18n/index.ts';
import { createWindowStore, WindowStoreContext } from './state/index.ts';
import './theme/styles.ts';

const container = document.getElementById('root');
if (container === null) throw new Error('index.html has no #root');

const connection = createConnection(connect());
createRoot(container).render(
  <ApiProvider connection={connection}>
    <WindowStoreContext value={createWindowStore()}>
      <App
        connection={connection}
        words={createI18n(resolveLocale('system', navigator.languages))}
        router={createRouter()}
      />
    </WindowStoreContext>
  </ApiProvider>,
);
