/**
 * A shop's access while tokens come and go: new tokens are saved before they are used, so that a crash costs none; one refresh
 * is under way at a time, whoever asks; and there are only so many in an hour, because a platform that keeps turning them away
 * takes more for an attack.
 */
import { AppError } from '#shared/domain/app-error.ts';
import type { FreshTokens, ShopAccess } from './platform.ts';

export interface ShopTokensOptions {
  readonly platform: string;
  readonly access: ShopAccess;
  /** Asks the platform for new tokens; null: it gives none, staff must sign in. */
  readonly refresh: ((access: ShopAccess) => Promise<FreshTokens>) | null;
  /** Resolves when they are durable. */
  readonly save: (fresh: FreshTokens) => Promise<void>;
  /** UTC milliseconds. */
  readonly now: () => number;
}

export interface ShopTokens {
  /** What the next request is signed with. */
  readonly access: ShopAccess;
  /**
   * Resolves when there is other access than the one that was turned away.
   * @throws AppError PLATFORM_SIGN_IN where staff must act, the error of `save`, or of a refresh that found no answer.
   */
  renew(turnedAway: ShopAccess): Promise<void>;
  /** Staff have signed in anew. */
  replace(access: ShopAccess): void;
}

/** Tokens live for hours at least: more refreshes than this in an hour bring nothing. */
const REFRESHES_AN_HOUR = 4;
const HOUR = 3_600_000;

/** Makes the tokens of one shop. */
export function createShopTokens({ platform, refresh, save, now, ...options }: ShopTokensOptions): ShopTokens {
  let { access } = options;
  /** Given, and not durable yet. */
  let unsaved: FreshTokens | null = null;
  let underWay: Promise<void> | null = null;
  /** When platforms were asked, the oldest first. */
  let asked: number[] = [];

  function signIn(cause?: unknown): AppError {
    return new AppError('PLATFORM_SIGN_IN', { action: 'reauthorise', details: { platform, unsent: true }, cause });
  }

  function spendRefresh(): void {
    const at = now();
    // A clock that was set back makes nothing of what lies in its future.
    asked = asked.filter((time) => time > at - HOUR && time <= at);
    if (asked.length >= REFRESHES_AN_HOUR) throw signIn();
    asked.push(at);
  }

  async function ask(): Promise<FreshTokens> {
    if (!refresh) throw signIn();
    spendRefresh();
    try {
      return await refresh(access);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      // The platform could not be reached: that costs nothing, and says nothing of the tokens.
      if (error.action === 'retry' || error.action === 'throttle' || error.code === 'CANCELLED') {
        asked.pop();
        throw error;
      }
      throw signIn(error);
    }
  }

  async function renewOnce(): Promise<void> {
    unsaved ??= await ask();
    await save(unsaved);
    access = { ...access, credentials: { ...access.credentials, ...unsaved.credentials } };
    unsaved = null;
  }

  return {
    get access() {
      return access;
    },
    async renew(turnedAway) {
      // Somebody else has seen to it since.
      if (turnedAway !== access) return;
      underWay ??= renewOnce().finally(() => {
        underWay = null;
      });
      await underWay;
    },
    replace(given) {
      access = given;
      unsaved = null;
      asked = [];
    },
  };
}
