/** Tries a shop's access step by step, so that the first thing that is wrong can be told from all others. */
import type { ConnectionTest } from '#shared/contract/index.ts';
import { AppError } from '#shared/domain/app-error.ts';
import type { Platform, PlatformContext, ShopInfo } from '../platform/index.ts';
import { reasonOf } from '../reason.ts';

export interface TestOptions {
  readonly platform: Platform;
  readonly context: PlatformContext;
  /** UTC milliseconds by the platform's clock. */
  readonly now: () => number;
}

type Step = ConnectionTest['steps'][number];
type StepName = Step['step'];

const STEPS: readonly StepName[] = ['network', 'clock', 'signature', 'access', 'shop', 'orders', 'listings'];
/** Enough to see whether the call is allowed. */
const LOOK_BACK_MILLISECONDS = 10 * 60_000;

/** Never fails, except for CANCELLED. */
export async function testConnection({ platform, context, now }: TestOptions): Promise<ConnectionTest> {
  const steps = new Map<StepName, Step>();
  const passed = (step: StepName) => steps.set(step, { step, outcome: 'ok', problem: null });
  let shop: ShopInfo | null = null;

  /** Gives false when it failed. */
  async function attempt(step: StepName, work: () => Promise<unknown>): Promise<boolean> {
    try {
      await work();
      passed(step);
      return true;
    } catch (error) {
      if (error instanceof AppError && error.code === 'CANCELLED') throw error;
      const failed = step === 'shop' ? stepOf(error) : step;
      for (const before of STEPS.slice(0, STEPS.indexOf(failed))) passed(before);
      steps.set(failed, { step: failed, outcome: 'failed', problem: reasonOf(error) });
      return false;
    }
  }

  const reached = await attempt('shop', async () => {
    shop = await platform.shopInfo(context);
  });
  if (reached) {
    for (const before of STEPS.slice(0, STEPS.indexOf('shop'))) passed(before);
    const window = { from: now() - LOOK_BACK_MILLISECONDS, to: now(), cursor: null };
    await attempt('orders', () => platform.orders(context, window));
    await attempt('listings', () => platform.listings(context, window));
  }
  return {
    ok: STEPS.every((step) => steps.get(step)?.outcome === 'ok'),
    steps: STEPS.map((step) => steps.get(step) ?? { step, outcome: 'skipped', problem: null }),
    shop,
  };
}

/** What the first answer of all shows to be wrong. */
function stepOf(error: unknown): StepName {
  if (!(error instanceof AppError)) return 'shop';
  switch (error.code) {
    case 'PLATFORM_UNREACHABLE':
    case 'PLATFORM_UNREADABLE':
    case 'PLATFORM_RESTING':
      return 'network';
    case 'CREDENTIALS_WRONG':
      return 'signature';
    case 'PLATFORM_SIGN_IN':
      return 'access';
    default:
      return error.action === 'reauthorise' ? 'access' : 'shop';
  }
}
