/** What somebody has opened over the page. It closes by itself when its shop is gone. */
import type { SyncStatus } from '#shared/contract/index.ts';
import type { Asked } from './asked.ts';
import { ConnectDrawer } from './connect-drawer.tsx';
import { QuotaDrawer } from './quota-drawer.tsx';
import { DisconnectDialog, RenameDialog, StoreDialog } from './shop-dialogs.tsx';
import { SignInDrawer } from './sign-in-drawer.tsx';

const OF_A_SHOP = {
  'sign-in': SignInDrawer,
  rename: RenameDialog,
  store: StoreDialog,
  quota: QuotaDrawer,
  disconnect: DisconnectDialog,
} as const;

interface OpenedProps {
  readonly asked: Asked | null;
  readonly status: SyncStatus;
  onClose(): void;
}

export function Opened({ asked, status, onClose }: OpenedProps) {
  if (asked === null) return null;
  if (asked.what === 'connect') return <ConnectDrawer shops={status.shops} onClose={onClose} />;
  const shop = status.shops.find(({ shopId }) => shopId === asked.shopId);
  if (shop === undefined) return null;
  const OfShop = OF_A_SHOP[asked.what];
  return <OfShop shop={shop} onClose={onClose} />;
}
