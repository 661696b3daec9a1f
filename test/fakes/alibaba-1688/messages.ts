/** Messages that 1688 posts of what changes: signed, and numbered above what a double holds. */
import type { HttpRequest } from '../../../src-main/sync/platform/index.ts';
import { writeChinaTime } from '../../../src-main/sync/platform/index.ts';
import { bare, toJson } from '../bare-numbers.ts';
import { bigId } from '../create-fake-shop.ts';
import type { FakeChange, FakeOrder, FakeShop } from '../fake-shop.ts';
import { signatureOf } from './gateway.ts';

const MOST_KEPT = 1_000;

export function createMessages(shop: FakeShop, secret: string, now: () => number): () => readonly HttpRequest[] {
  const waiting: HttpRequest[] = [];
  let sent = 0;

  function post(type: string, data: object): void {
    sent++;
    const message = toJson({ msgId: bare(bigId(8, sent)), gmtBorn: now(), type, userInfo: 'b2b-000001', data });
    const form = new Map([['message', message]]);
    form.set('_aop_signature', signatureOf('', form, secret));
    waiting.push({
      method: 'POST',
      url: 'http://hub.example/webhooks/1688',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams([...form]).toString(),
    });
    if (waiting.length > MOST_KEPT) waiting.shift();
  }

  shop.onChange((change) => {
    if (change.about === 'listing') {
      post('PRODUCT_PRODUCT_INVENTORY_CHANGE', { productIds: change.listing.productId });
      return;
    }
    const { order } = change;
    post(typeOf(change), {
      orderId: bare(order.remoteId),
      currentStatus: order.status,
      msgSendTime: writeChinaTime(now()),
      buyerMemberId: 'b2b-1',
      sellerMemberId: 'b2b-000001',
    });
  });
  return () => waiting.splice(0);
}

function typeOf({ order, placed }: Extract<FakeChange, { about: 'order' }> & { readonly order: FakeOrder }): string {
  if (placed) return 'ORDER_BUYER_MAKE';
  return order.status === 'shipped' ? 'ORDER_ANNOUNCE_SENDGOODS' : 'ORDER_PAY';
}
