/** Where each page lives. Pages come when they are asked for; the overview comes with the shell, it is what most open. */
import { createBrowserRouter, type RouteObject } from 'react-router';
import { Home } from './home.tsx';
import { NotFound } from './not-found.tsx';
import { PageFailure } from './page-failure.tsx';
import { Shell } from './shell.tsx';

/** What the shell must know of a page. */
export interface PageHandle {
  /** The header offers stores and period. */
  readonly scope: boolean;
}

const withScope: PageHandle = { scope: true };
const withoutScope: PageHandle = { scope: false };

const pages: RouteObject[] = [
  { index: true, element: <Home /> },
  {
    path: 'welcome',
    handle: withoutScope,
    lazy: async () => ({ Component: (await import('../pages/welcome/index.ts')).WelcomePage }),
  },
  {
    path: 'overview',
    handle: withScope,
    lazy: async () => ({ Component: (await import('../pages/overview/index.ts')).OverviewPage }),
  },
  {
    path: 'orders',
    handle: withScope,
    lazy: async () => ({ Component: (await import('../pages/orders/index.ts')).OrdersPage }),
  },
  {
    path: 'products',
    handle: withoutScope,
    lazy: async () => ({ Component: (await import('../pages/products/index.ts')).ProductsPage }),
  },
  {
    path: 'import',
    handle: withoutScope,
    lazy: async () => ({ Component: (await import('../pages/import/index.ts')).ImportPage }),
  },
  {
    path: 'stores',
    handle: withoutScope,
    lazy: async () => ({ Component: (await import('../pages/stores/index.ts')).StoresPage }),
  },
  {
    path: 'sync',
    handle: withoutScope,
    lazy: async () => ({ Component: (await import('../pages/sync/index.ts')).SyncPage }),
  },
  {
    path: 'sync/conflicts',
    handle: withoutScope,
    lazy: async () => ({ Component: (await import('../pages/sync/index.ts')).ConflictsPage }),
  },
  {
    path: 'cache',
    handle: withoutScope,
    lazy: async () => ({ Component: (await import('../pages/cache/index.ts')).CachePage }),
  },
  {
    path: 'warmup',
    handle: withoutScope,
    lazy: async () => ({ Component: (await import('../pages/warmup/index.ts')).WarmupPage }),
  },
  {
    path: 'system',
    handle: withoutScope,
    lazy: async () => ({ Component: (await import('../pages/system/index.ts')).SystemPage }),
  },
  { path: '*', element: <NotFound /> },
];

/** Gives the router of the window, on the browser's own history. */
export function createRouter(): ReturnType<typeof createBrowserRouter> {
  return createBrowserRouter([
    {
      element: <Shell />,
      errorElement: <PageFailure />,
      hydrateFallbackElement: <div className="boot" />,
      children: [{ errorElement: <PageFailure />, children: pages }],
    },
  ]);
}
