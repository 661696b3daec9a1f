/**
 * Which turn to pass a shop's movements of stock on was had here last is in the mirror too. A backup that takes the database's
 * place knows of fewer turns than there were, and would take this computer's own for another's: what moved since would be passed
 * on by nobody.
 */
import type { Mirror } from './mirror.ts';
import type { StatementCache } from './statement-cache.ts';

interface ShopTurn {
  readonly platform: string;
  readonly remoteShopId: string;
  /** Null: it was never had. */
  readonly fence: number | null;
}

const SHOP_TURN = 'SELECT platform, remote_shop_id AS remoteShopId, stock_fence AS fence FROM shop';

/** Brings database and mirror together. */
export function reconcilePassing(statements: StatementCache, mirror: Mirror): void {
  for (const { platform, remoteShopId, fence } of statements.all<ShopTurn>(SHOP_TURN)) {
    const here = fence ?? 0;
    const there = mirror.passing(platform, remoteShopId);
    if (there && there.fence > here) {
      // Another computer had a turn in between: what that one has passed on this database has not read.
      if (there.since > here + 1) continue;
      const set = 'UPDATE shop SET stock_fence = ? WHERE platform = ? AND remote_shop_id = ?';
      statements.run(set, there.fence, platform, remoteShopId);
    } else if (here > (there?.fence ?? 0)) {
      mirror.keepPassing(platform, remoteShopId, here);
    }
  }
}

/** Keeps in the mirror what the shop's row says of its turn. */
export function copyPassing(statements: StatementCache, mirror: Mirror, shopId: number): void {
  const turn = statements.get<ShopTurn>(`${SHOP_TURN} WHERE id = ?`, shopId);
  if (turn?.fence == null) return;
  mirror.keepPassing(turn.platform, turn.remoteShopId, turn.fence);
}
