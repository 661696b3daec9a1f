/** Sync that cannot begin, because something of the moment stands in the way, begins when it is gone. */
import { afterEach, describe, expect, it } from 'vitest';
import { AppError } from '#shared/domain/app-error.ts';
import { openStore } from './one-store.ts';

let store: Awaited<ReturnType<typeof openStore>>;
afterEach(() => store.remove());

describe('sync that could not begin', () => {
  it.each(['outbox.claiming', 'outbox.open'] as const)('begins when it is asked to again: %s', async (step) => {
    const refused = { times: 0, left: 0 };
    store = await openStore(['taobao'], false, {
      name: 'a disk that was full when it began',
      write(name, args, write) {
        // Opened twice: before it begins, and as its last step but one.
        if (name === step && refused.left > 0 && --refused.left === 0) {
          refused.times += 1;
          throw new AppError('DISK_FULL');
        }
        return write(name, args);
      },
    });
    const { pc, shops, settle, time } = store;
    refused.left = step === 'outbox.open' ? 2 : 1;
    await expect(pc.restart()).rejects.toMatchObject({ code: 'DISK_FULL' });
    await time.until(pc.sync.keepTime());
    expect(refused.times).toBe(1);
    const tea = [...shops[0]!.fake.shop.listings.values()][0]!;
    shops[0]!.fake.shop.placeOrder({ lines: [{ listingId: tea.listingId, pieces: 3 }], status: 'paid' });
    const [product] = pc.all<{ id: number }>('SELECT id FROM product');
    const edits = [{ productId: product!.id, price: 110_000 }];
    const takes = { taobao: ['price' as const] };
    const saved = pc.write('products.edit', { storeId: pc.storeId()!, edits, takes, seed: pc.seed(), actor: 'staff' });
    pc.sync.push.wake(saved.shopIds);
    await settle();
    expect(pc.all('SELECT quantity FROM stock_level')).toEqual([{ quantity: 97_000 }]);
    expect(tea.price).toBe(110_000);
    // Asked once more, it does nothing twice.
    await time.until(pc.sync.keepTime());
    await settle();
    expect(shops[0]!.fake.shop.writes).toHaveLength(1);
  });
});
