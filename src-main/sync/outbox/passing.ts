/**
 * Which turns to pass a shop's movements of stock on were had here last is in the mirror too. A backup that takes the database's
 * place knows of fewer turns than there were, and would take this computer's own for another's: what moved since would be passed
 * on by nobody.
 */
import type { LockPlace } from '../../resilience/index.ts';
import type { Mirror, PassedShop } from './mirror.ts';
import type { StatementCache } from './statement-cache.ts';

/** The number of its last turn; null: it was never had. */
interface ShopTurn extends PassedShop {
  readonly fence: number | null;
}

/** Each place numbers by itself. */
const COLUMNS = [
  ['redis', 'stock_fence'],
  ['office', 'office_stock_fence'],
] as const satisfies readonly (readonly [LockPlace, string])[];

const turnsIn = (column: string) => `SELECT platform, remote_shop_id AS remoteShopId, ${column} AS fence FROM shop`;

/** Brings database and mirror together. */
export function reconcilePassing(statements: StatementCache, mirror: Mirror): void {
  for (const [place, column] of COLUMNS) {
    for (const shop of statements.all<ShopTurn>(turnsIn(column))) {
      const here = shop.fence ?? 0;
      const there = mirror.passing(shop, place);
      if (there && there.fence > here) {
        // Another computer had a turn in between: what that one has passed on this database has not read.
        if (there.since > here + 1) continue;
        const set = `UPDATE shop SET ${column} = ? WHERE platform = ? AND remote_shop_id = ?`;
        statements.run(set, there.fence, shop.platform, shop.remoteShopId);
      } else if (here > (there?.fence ?? 0)) {
        mirror.keepPassing(shop, place, here);
      }
    }
  }
}

/** Keeps in the mirror what the shop's row says of its turns. */
export function copyPassing(statements: StatementCache, mirror: Mirror, shopId: number): void {
  for (const [place, column] of COLUMNS) {
    const turn = statements.get<ShopTurn>(`${turnsIn(column)} WHERE id = ?`, shopId);
    if (turn?.fence == null || turn.fence === mirror.passing(turn, place)?.fence) continue;
    mirror.keepPassing(turn, place, turn.fence);
  }
}
