/**
 * What a disk or a memory changes without a word: a change that waits is of one state in the database and in the mirror, and says
 * one thing here and another there. The mirror's rows bear checksums, so it is known which of the two is right.
 */
import type { TaskContext, WritableDb } from '../../database/index.ts';
import { CHANGE_COLUMNS, type ChangeRow } from './change-row.ts';
import type { Mirror, MirroredState } from './mirror.ts';
import { changeForMirror, editForMirror, type MirroredChange, type MirroredEdit } from './mirrored.ts';
import type { StatementCache } from './statement-cache.ts';

export interface Mended {
  /** Changes of the database that said something else than was saved. */
  readonly changes: number;
  readonly edits: number;
  /** Rows of the mirror that were not what was written. */
  readonly copies: number;
}

/** The order is SQLite's own, and these are set without the mirror's hearing of it. */
const NEVER_COMPARED: ReadonlySet<string> = new Set(['seq', 'conflict_id', 'next_try_at']);
/** Mean something within one database only. */
const OF_ONE_DATABASE: ReadonlySet<string> = new Set(['shop_id', 'product_id', 'lane', 'currency_id']);
const COMPARED = CHANGE_COLUMNS.filter((name) => !NEVER_COMPARED.has(name));
const COMPARED_ELSEWHERE = COMPARED.filter((name) => !OF_ONE_DATABASE.has(name));

interface PresentState extends MirroredState {
  readonly hlc: string;
}

/** Mends all that waits, on either side. To be called before the two are compared by their states. */
export function mend({ db, log }: TaskContext<WritableDb>, statements: StatementCache, mirror: Mirror): Mended {
  const mended = db
    .transaction(() => {
      removeStrays(statements, mirror);
      const changes = mendChanges(statements, mirror);
      const edits = mendEdits(statements, mirror);
      return {
        changes: changes.mended,
        edits: edits.mended,
        copies: changes.illegible.length + edits.illegible.length,
        again: { changes: changes.illegible, edits: edits.illegible },
      };
    })
    .immediate();
  const { again, ...counts } = mended;
  if (counts.copies > 0) {
    mirror.put(
      again.changes.map((id) => changeForMirror(statements, id)).filter((change) => change !== null),
      again.edits.map((id) => editForMirror(statements, id)).filter((edit) => edit !== null),
    );
  }
  if (counts.changes + counts.edits + counts.copies > 0) log('error', 'damaged rows of the outbox were mended', counts);
  return counts;
}

function presentStates(statements: StatementCache): PresentState[] {
  return statements.all<PresentState>('SELECT id, rev, settled_at IS NOT NULL AS settled, hlc FROM change');
}

/** A change of which the id was damaged: its stamp, which no two have, is one that the mirror knows by another id. */
function removeStrays(statements: StatementCache, mirror: Mirror): void {
  const present = presentStates(statements);
  const here = new Set(present.map(({ id }) => id));
  const states = mirror.states();
  const there = new Set(states.map(({ id }) => id));
  const strangers = present.filter(({ id, settled }) => settled === 0 && !there.has(id));
  if (strangers.length === 0) return;
  const missing = states.filter(({ id, settled }) => settled === 0 && !here.has(id));
  const stamps = new Set(missing.map(({ id }) => mirror.change(id)?.row.hlc));
  for (const { id, hlc } of strangers) if (stamps.has(hlc)) statements.run('DELETE FROM change WHERE id = ?', id);
}

function mendChanges(statements: StatementCache, mirror: Mirror) {
  const known = new Map(mirror.states().map((state) => [state.id, state]));
  const illegible: string[] = [];
  let mended = 0;
  for (const { id, rev, settled } of presentStates(statements)) {
    const copy = known.get(id);
    if (!copy || copy.rev < rev || (settled === 1 && copy.settled === 1)) continue;
    const there = mirror.change(id);
    if (!there) illegible.push(id);
    else if (there.row.rev === rev && mendChange(statements, there)) mended += 1;
  }
  return { mended, illegible };
}

/** Gives whether there was anything to mend. */
function mendChange(statements: StatementCache, { row, platform, remoteShopId }: MirroredChange): boolean {
  const here = statements.get<ChangeRow>('SELECT * FROM change WHERE id = ?', row.id);
  const shop = statements.get<{ id: number }>(
    'SELECT id FROM shop WHERE platform = ? AND remote_shop_id = ?',
    platform,
    remoteShopId,
  );
  const columns = shop?.id === row.shop_id ? COMPARED : COMPARED_ELSEWHERE;
  if (!here || columns.every((name) => here[name] === row[name])) return false;
  statements.run(
    `UPDATE change SET ${columns.map((name) => `${name} = ?`).join(', ')} WHERE id = ?`,
    ...columns.map((name) => row[name]),
    row.id,
  );
  return true;
}

function mendEdits(statements: StatementCache, mirror: Mirror) {
  const waiting = statements.all<{ edit_id: string }>('SELECT DISTINCT edit_id FROM change WHERE settled_at IS NULL');
  const illegible: string[] = [];
  let mended = 0;
  for (const { edit_id } of waiting) {
    const there = mirror.edit(edit_id);
    const here = editForMirror(statements, edit_id);
    if (there && here && isSame(here, there)) continue;
    if (there) mended += mendEdit(statements, there, here !== null) ? 1 : 0;
    else if (here) illegible.push(edit_id);
  }
  return { mended, illegible };
}

/** That it was taken back meanwhile is known by the change that did so. */
function isSame(here: MirroredEdit, there: MirroredEdit): boolean {
  const said = ({ storeCode, kind, at, hlc, undoes, items }: MirroredEdit) =>
    JSON.stringify([
      [storeCode, kind, at, hlc, undoes],
      items
        .map((item) => [
          item.productCode,
          item.priceBefore,
          item.priceAfter,
          item.nameBefore,
          item.nameAfter,
          item.stockDelta,
        ])
        .sort(),
    ]);
  return said(here) === said(there);
}

/** What the edit did stands in its rows already. Gives false where they are gone: that is no damage of the edit. */
function mendEdit(statements: StatementCache, edit: MirroredEdit, isThere: boolean): boolean {
  const store = statements.get<{ id: number }>('SELECT id FROM store WHERE code = ?', edit.storeCode);
  const products = edit.items.map(({ productCode }) =>
    statements.get<{ id: number }>('SELECT id FROM product WHERE code = ?', productCode),
  );
  if (!store || products.includes(undefined)) return false;
  const { id, kind, at, hlc, undoes } = edit;
  statements.run('DELETE FROM edit WHERE hlc = ? AND id <> ?', hlc, id);
  if (isThere) {
    statements.run(
      'UPDATE edit SET store_id = ?, kind = ?, at = ?, hlc = ?, undoes = ? WHERE id = ?',
      store.id,
      kind,
      at,
      hlc,
      undoes,
      id,
    );
  } else {
    statements.run(
      'INSERT INTO edit (id, store_id, kind, at, hlc, undoes, undone_by) VALUES (?, ?, ?, ?, ?, ?, ?)',
      id,
      store.id,
      kind,
      at,
      hlc,
      undoes,
      edit.undoneBy,
    );
  }
  statements.run('DELETE FROM edit_item WHERE edit_id = ?', id);
  for (const [place, item] of edit.items.entries()) {
    statements.run(
      `INSERT INTO edit_item (edit_id, product_id, price_before, price_after, name_before, name_after, stock_delta)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
      id,
      products[place]!.id,
      item.priceBefore,
      item.priceAfter,
      item.nameBefore,
      item.nameAfter,
      item.stockDelta,
    );
  }
  return true;
}
