/** What every adapter must make of everything that goes wrong with a platform. */
import { describe, expect, it } from 'vitest';
import type { HttpRequest } from '../../../src-main/sync/platform/index.ts';
import { type Contract, declared, failureOf, startKit, toldOrders } from './platform-contract-kit.ts';

export function describeFailing(contract: Contract): void {
  const { platform, facts } = contract;

  describe('a platform that misbehaves', () => {
    it('and throttles is left alone for as long as it says', async () => {
      const kit = startKit(contract);
      kit.fake.misbehave({ kind: 'throttle', seconds: 7 });
      const error = await failureOf(kit, platform.shopInfo(kit.context));
      expect(error).toMatchObject({ action: 'throttle', code: 'PLATFORM_THROTTLED' });
      const asked = error.details.retryAfterMilliseconds;
      if (asked !== undefined) expect(asked).toBeGreaterThanOrEqual(7_000);
    });

    it('throttles by itself when too much is asked, and serves again later', async () => {
      const kit = startKit(contract, {
        orders: 10,
        rate: { perSecond: 1, burst: platform.name === 'shopify' ? 1_000 : 3 },
      });
      const [order] = toldOrders(kit, facts);
      const number = order?.number;
      const ask = () => platform.order(kit.context, number!);
      let error: unknown = null;
      for (let i = 0; i < 500 && error === null; i++) {
        await kit.time.until(
          ask().catch((thrown: unknown) => {
            error = thrown;
          }),
        );
      }
      expect(error).toMatchObject({ action: 'throttle' });
      expect(kit.fake.calls.at(-1)).toMatchObject({ throttled: true });
      await kit.time.advance(3_600_000);
      expect(await kit.time.until(ask())).toMatchObject({ number });
    });

    it('and answers late is waited for', async () => {
      const kit = startKit(contract);
      kit.fake.misbehave({ kind: 'delay', milliseconds: 4_000 });
      await kit.time.until(platform.shopInfo(kit.context));
      expect(kit.time.elapsed()).toBe(4_000);
    });

    it.each([['drop-before'], ['drop-after']] as const)('and hangs up (%s) is tried again', async (kind) => {
      const kit = startKit(contract);
      kit.fake.misbehave({ kind });
      const error = await failureOf(kit, platform.shopInfo(kit.context));
      expect(error).toMatchObject({ action: 'retry', code: 'PLATFORM_UNREACHABLE' });
      await kit.time.until(platform.shopInfo(kit.context));
    });

    it('and says nothing is given up at the deadline', async () => {
      const deadline = new AbortController();
      const kit = startKit(contract, { signal: deadline.signal });
      kit.fake.misbehave({ kind: 'silence', acted: true });
      kit.time.later(30_000, () => deadline.abort());
      const error = await failureOf(kit, platform.shopInfo(kit.context));
      expect(error).toMatchObject({ action: 'retry', code: 'PLATFORM_UNREACHABLE' });
    });

    it.each([500, 502, 503, 504] as const)('and answers %s from a gateway is tried again', async (status) => {
      const kit = startKit(contract);
      kit.fake.misbehave({ kind: 'status', status });
      const error = await failureOf(kit, platform.shopInfo(kit.context));
      expect(error).toMatchObject({ action: 'retry', details: { platform: platform.name, status } });
    });

    it('and answers with a page instead of data is tried again', async () => {
      const kit = startKit(contract);
      kit.fake.misbehave({ kind: 'rubbish' });
      const error = await failureOf(kit, platform.shopInfo(kit.context));
      expect(error).toMatchObject({ action: 'retry', code: 'PLATFORM_UNREADABLE' });
    });
  });

  describe('an error of the platform', () => {
    it.each(facts.errors.map(({ code, subCode, action }) => [code, subCode, action] as const))(
      '%s %s is answered with %s',
      async (code, subCode, action) => {
        const kit = startKit(contract);
        kit.fake.misbehave({ kind: 'refuse', code, ...(subCode === undefined ? {} : { subCode }) });
        const error = await failureOf(kit, platform.shopInfo(kit.bare));
        expect(error).toMatchObject({ action, details: { platform: platform.name } });
        expect(`${error.details.code}`).toContain(subCode ?? code);
      },
    );
  });

  describe('access', () => {
    it('whose token ran out is refreshed once, and the call then succeeds', async () => {
      const kit = startKit(contract, { orders: 3 });
      const [order] = toldOrders(kit, facts);
      const { number } = order!;
      await kit.time.until(platform.order(kit.context, number));
      kit.fake.misbehave({ kind: 'expire-token' });
      const work = platform.order(kit.context, number);
      if (platform.refresh === null) {
        expect(await failureOf(kit, work)).toMatchObject({ action: 'reauthorise' });
        return;
      }
      expect(await kit.time.until(work)).toMatchObject({ number });
      expect(kit.refreshes()).toBe(1);
      await kit.time.until(platform.order(kit.context, number));
      expect(kit.refreshes()).toBe(1);
    });

    it.each(
      facts.wrongCredentials.map(
        ({ credentials, action }) => [Object.keys(credentials).join(', '), credentials, action] as const,
      ),
    )('with a wrong %s is refused', async (_, credentials, action) => {
      const kit = startKit(contract, { credentials });
      const error = await failureOf(kit, platform.shopInfo(kit.context));
      expect(error.action).toBe(action);
    });

    declared(facts.clock !== null)('by a clock that is far off is refused', async () => {
      const kit = startKit(contract, { clockOff: facts.clock!.offBy });
      const error = await failureOf(kit, platform.shopInfo(kit.context));
      expect(error.action).toBe(facts.clock!.action);
    });

    it('never shows a secret in an error', async () => {
      const kit = startKit(contract);
      const secrets = platform.fields.filter(({ secret }) => secret).map(({ name }) => kit.fake.credentials[name]);
      for (const { code, subCode } of facts.errors) {
        kit.fake.misbehave({ kind: 'refuse', code, ...(subCode === undefined ? {} : { subCode }) });
        const { message } = await failureOf(kit, platform.shopInfo(kit.bare));
        for (const secret of secrets) if (secret) expect(message).not.toContain(secret);
      }
    });
  });

  const windows = platform.capabilities.orders.longestWindow;
  declared(windows !== null && !facts.takesAnyWindow)(
    'a window longer than the platform allows is refused by it',
    async () => {
      const kit = startKit(contract, { orders: 10 });
      const to = kit.time.now();
      const error = await failureOf(kit, platform.orders(kit.context, { from: to - 2 * windows!, to, cursor: null }));
      expect(error.action).toBe('refuse');
    },
  );

  if (platform.capabilities.webhooks)
    describe('a webhook', () => {
      const withHook = () => {
        const kit = startKit(contract, { listings: 5 });
        const [listing] = kit.fake.shop.listings.values();
        kit.fake.takeWebhooks();
        const order = kit.fake.shop.placeOrder({ lines: [{ listingId: listing!.listingId, pieces: 1 }] });
        const hooks = kit.fake.takeWebhooks();
        return { kit, order, hooks, access: kit.access() };
      };
      const read = (request: HttpRequest, access: ReturnType<typeof withHook>['access']) =>
        platform.webhooks!.read(request, access);

      it('that is signed hints at what changed', () => {
        const { order, hooks, access } = withHook();
        const hints = hooks.map((hook) => read(hook, access)).filter(({ about }) => about === 'orders');
        expect(hints.length).toBeGreaterThan(0);
        for (const { orderNumber } of hints) expect([null, order.number]).toContain(orderNumber);
      });

      it('that comes twice is known by its delivery id, and different ones differ', () => {
        const { hooks, access } = withHook();
        const ids = hooks.map((hook) => read(hook, access).deliveryId);
        expect(hooks.map((hook) => read(hook, access).deliveryId)).toEqual(ids);
        const { hooks: more, access: other } = withHook();
        expect(read(more[0]!, other).deliveryId).not.toBe('');
        expect(new Set(ids).size).toBe(ids.length);
      });

      it('that was changed on the way is refused', () => {
        const { hooks, access } = withHook();
        for (const hook of hooks) {
          const changed = { ...hook, body: `${hook.body ?? ''} ` };
          expect(() => read(changed, access)).toThrow(expect.objectContaining({ code: 'UNAUTHORISED' }));
          const unsigned = { ...hook, headers: {}, url: hook.url.split('?', 1)[0]!, body: '{}' };
          expect(() => read(unsigned, access)).toThrow(expect.objectContaining({ code: 'UNAUTHORISED' }));
        }
      });
    });
}
