/** What staff of a world do, and what they were told of it: that is what must be so in the end. */
import { AppError } from '#shared/domain/app-error.ts';
import type { ChangeRow } from '../../../src-main/sync/outbox/index.ts';
import { type SimPc, TAKES } from './pc/index.ts';
import { answerConflict, undoResolution } from './staff-answers.ts';
import type { StaffStep } from './steps.ts';
import { PIECE, type Truth } from './truth.ts';

export interface StaffParts {
  readonly truth: Truth;
  readonly note: (line: string) => void;
  /** Hears of every action and fault that came about. */
  readonly count: (what: string) => void;
}

const CARRIER = { carrier: 'YTO', trackingNumber: '' };
const ALIEXPRESS_CARRIER = 'CAINIAO_STANDARD';

/** What a place is that is counted round. */
export const around = <Item>(items: readonly Item[], place: number): Item | undefined => items[place % items.length];

export const staffOf = (pc: SimPc) => ({ seed: pc.seed(), actor: 'staff' });

export type Staff = ReturnType<typeof createStaff>;

export function createStaff(parts: StaffParts) {
  const { truth } = parts;
  /** Edits that may still be taken back, the newest last. */
  const undoable = new Map<SimPc, string[]>();

  /** A product as this computer knows it: one that is offered on its shops, or where it has none, one that it counts. */
  function productAt(pc: SimPc, place: number): { readonly productId: number; readonly code: string } | undefined {
    const sql =
      pc.shops.length > 0
        ? `SELECT p.id AS productId, p.code FROM listing l JOIN product p ON p.id = l.product_id WHERE l.on_sale = 1
           ORDER BY l.shop_id, l.listing_id`
        : 'SELECT p.id AS productId, p.code FROM stock_level s JOIN product p ON p.id = s.product_id ORDER BY p.code';
    return around(pc.all<{ productId: number; code: string }>(sql), place);
  }

  function orderAt(pc: SimPc, place: number) {
    return around(
      pc.all<{ number: string; shop_id: number }>('SELECT number, shop_id FROM remote_order ORDER BY shop_id, number'),
      place,
    );
  }

  const editIds = (pc: SimPc) => new Set(pc.all<{ id: string }>('SELECT id FROM edit').map(({ id }) => id));

  /** Staff are told that it is saved, or that it is not; or the process ends before anybody is told anything. */
  async function save(
    pc: SimPc,
    work: () => { readonly shopIds: readonly number[]; readonly editId: string },
  ): Promise<string | null> {
    const before = editIds(pc);
    try {
      const { shopIds, editId } = work();
      pc.sync.push.wake(shopIds);
      remember(pc, editId);
      return editId;
    } catch (error) {
      if (!pc.crashed) {
        refused(parts, pc, error);
        return null;
      }
      await pc.restart();
      // It was not answered: all of it is there, or nothing.
      const [saved] = [...editIds(pc)].filter((id) => !before.has(id));
      if (saved === undefined) return null;
      remember(pc, saved);
      return saved;
    }
  }

  function remember(pc: SimPc, editId: string): void {
    for (const row of pc.all<ChangeRow>('SELECT * FROM change WHERE edit_id = ? ORDER BY seq', editId)) {
      const said = JSON.parse(row.value) as number | string | { trackingNumber: string };
      const value = typeof said === 'object' ? said.trackingNumber : row.kind === 'stock' ? Number(said) / PIECE : said;
      truth.promised.push({
        pc,
        shop: pc.shopOf(row.shop_id),
        id: row.id,
        editId,
        kind: row.kind,
        lane: row.lane,
        target: row.listing_id ?? row.order_number!,
        value,
      });
    }
  }

  async function editProduct(pc: SimPc, place: number, change: { price?: number; name?: string; stockDelta?: number }) {
    const product = productAt(pc, place);
    const storeId = pc.storeId();
    if (!product || storeId === null) return;
    const edits = [{ productId: product.productId, ...change }];
    const saved = await save(pc, () => pc.write('products.edit', { storeId, edits, takes: TAKES, ...staffOf(pc) }));
    if (saved === null) return;
    undoable.set(pc, [...(undoable.get(pc) ?? []), saved]);
    if (change.stockDelta !== undefined) {
      truth.counted.push({ pc, editId: saved, product: product.code, pieces: change.stockDelta / PIECE });
    }
  }

  async function editOrder(pc: SimPc, place: number, wanted: { note: string } | { tracking: string }) {
    const order = orderAt(pc, place);
    if (!order) return;
    const shop = pc.shopOf(order.shop_id);
    const kind = 'note' in wanted ? 'order-note' : 'fulfilment';
    if (!TAKES[shop.platform]?.includes(kind)) return;
    if ('tracking' in wanted) {
      const there = shop.fake.shop.orders.get(order.number)!;
      const isMeant = truth.promised.some(
        (one) => one.kind === 'fulfilment' && one.target === order.number && one.shop === shop,
      );
      if (there.status !== 'paid' || isMeant) return;
    }
    const shipment = shop.platform === 'aliexpress' ? { ...CARRIER, carrier: ALIEXPRESS_CARRIER } : CARRIER;
    const what =
      'note' in wanted ? { note: wanted.note } : { shipment: { ...shipment, trackingNumber: wanted.tracking } };
    const target = { shopId: order.shop_id, number: order.number };
    await save(pc, () => pc.write('orders.edit', { ...target, ...what, takes: TAKES, ...staffOf(pc) }));
  }

  async function undo(pc: SimPc): Promise<void> {
    const editId = undoable.get(pc)?.pop();
    if (editId === undefined) return;
    const isUndone = () => pc.all('SELECT 1 FROM edit WHERE id = ? AND undone_by IS NOT NULL', editId).length > 0;
    const saved = await save(pc, () => pc.write('products.undo', { editId, takes: TAKES, ...staffOf(pc) }));
    if (saved && isUndone()) {
      truth.undone.add(editId);
      // The opposite of what had been sent is a promise of its own; of differences both are left out.
      truth.undone.add(saved);
    }
  }

  return {
    async carryOut(pc: SimPc, step: StaffStep): Promise<void> {
      switch (step.do) {
        case 'stock':
          return editProduct(pc, step.listing, { stockDelta: step.pieces * PIECE });
        case 'price':
          return editProduct(pc, step.listing, { price: step.price });
        case 'title':
          return editProduct(pc, step.listing, { name: step.title });
        case 'note':
          return editOrder(pc, step.order, { note: step.note });
        case 'fulfilment':
          return editOrder(pc, step.order, { tracking: step.tracking });
        case 'undo':
          return undo(pc);
        case 'resolve':
          return answerConflict(parts, pc, step.resolution);
        case 'undo-resolution':
          return undoResolution(parts, pc);
        case 'list-everything':
          return pc.listEverything();
        case 'back-up':
          return pc.backUp();
        case 'retry-parked':
        case 'sync-now':
          return;
      }
    },
  };
}

/** What staff were refused is noted; what nobody foresaw is thrown on. */
export function refused({ note, count }: StaffParts, pc: SimPc, error: unknown): void {
  if (!(error instanceof AppError) || error.code === 'INTERNAL') throw error;
  note(`${pc.name} refused ${error.code}`);
  if (error.code === 'DISK_FULL') count('refused for a full disk');
}
