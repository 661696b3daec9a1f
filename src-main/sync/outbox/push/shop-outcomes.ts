/**
 * Writes down what is known now of a shop's changes. A disk that is full, or a database that is being replaced, is waited for:
 * what is lost here has to be found out again, and so it is after an end that does not wait.
 */
import type { AppError } from '#shared/domain/app-error.ts';
import { backoff, wait } from '../../../resilience/index.ts';
import type { Listed, RemoteListing } from '../../platform/index.ts';
import { reasonOf } from '../../reason.ts';
import type { Verdict } from '../settle-task.ts';
import { createSeed } from '../uuid7.ts';
import type { Found } from './find-out.ts';
import type { ShopParts } from './shop-parts.ts';

/**
 * Each resolves when it is written, or will not be since the shop's push ends.
 * Each throws AppError CANCELLED when it is cut off before.
 */
export interface ShopOutcomes {
  /** @param called whether a call was made for it. */
  settle(verdicts: readonly Verdict[], called: boolean): Promise<void>;
  /** What was read of the listings that were asked for. @param readAt when they were asked for, in UTC milliseconds. */
  readBack(listed: Listed<RemoteListing>, wanted: readonly string[], readAt: number): Promise<void>;
  /** What became of changes that got no answer. @param readAt when it was looked, in UTC milliseconds. */
  foundOut(found: readonly Found[], readAt: number): Promise<void>;
  /** The shop waits until somebody signs in anew. */
  signIn(fault: AppError): Promise<void>;
}

/** Makes the writing down. */
export function createShopOutcomes(parts: ShopParts): ShopOutcomes {
  const { shopId, writer, later, random, log, stopping, cut } = parts;

  async function keep(task: string, write: () => Promise<unknown>): Promise<void> {
    for (let tries = 1; ; tries++) {
      try {
        await write();
        parts.onNews();
        return;
      } catch (error) {
        log('error', 'outcome not written', { shopId, task, error: String(error) });
        if (stopping.aborted) return;
        await wait(backoff(tries, random()), later, cut);
      }
    }
  }

  return {
    settle(verdicts, called) {
      const args = { shopId, seed: createSeed(random), called, verdicts };
      return keep('outbox.settle', () => writer.write('outbox.settle', args));
    },
    readBack({ items: listings, unread }, wanted, readAt) {
      const ids = new Set(unread.map(({ id }) => id));
      // What makes no sense is there all the same; where it has no id it may be any of them.
      const asked = ids.has(null) ? listings.map(({ listingId }) => listingId) : wanted.filter((id) => !ids.has(id));
      const unreadable = wanted.filter((id) => !asked.includes(id));
      const args = {
        shopId,
        seed: createSeed(random),
        policies: parts.policies(),
        listings,
        asked,
        unreadable,
        readAt,
      };
      return keep('outbox.readBack', () => writer.write('outbox.readBack', args));
    },
    foundOut(found, readAt) {
      const wait = backoff(1, random());
      const args = { shopId, seed: createSeed(random), found, readAt, wait, policies: parts.policies() };
      return keep('outbox.foundOut', () => writer.write('outbox.foundOut', args));
    },
    signIn(fault) {
      const args = { shopId, seed: createSeed(random), problem: reasonOf(fault) };
      return keep('outbox.signIn', () => writer.write('outbox.signIn', args));
    },
  };
}
