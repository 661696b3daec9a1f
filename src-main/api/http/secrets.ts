/**
 * Who may speak to the server: a browser that came in by a one-time link and now holds a session cookie, or a script that
 * read the access token from its file. Only hashes of secrets are kept, and they are compared in constant time. Sessions outlive
 * the server: a PC that is started every morning would else turn every browser away every morning.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Gives so many random bytes. */
export type RandomBytes = (count: number) => Buffer;

const SECRET_BYTES = 32;
/** A link that nobody opened for a day is dead. */
const LINK_MILLISECONDS = 24 * 3_600_000;
/** A browser that stayed away for a month signs in anew. */
const SESSION_MILLISECONDS = 30 * 24 * 3_600_000;
/** More are not needed; a link that is asked for again and again replaces the oldest. */
const MOST_LINKS = 32;
const MOST_SESSIONS = 10_000;

export interface Secrets {
  /** Gives a token that opens one session, once. */
  createLinkToken(): string;
  /** Gives the new session's cookie value, or null when the token is unknown, used or too old. */
  openSession(linkToken: string): string | null;
  /** Gives the name of the open session that a cookie value stands for; null when there is none. */
  sessionOf(value: string): string | null;
  isAccessToken(value: string): boolean;
}

function digest(secret: string): string {
  return createHash('sha256').update(secret).digest('base64');
}

/** Reads the access token, or makes it, readable by its owner only. */
export function accessToken(file: string, random: RandomBytes): string {
  if (existsSync(file)) {
    const kept = readFileSync(file, 'utf8').trim();
    if (kept.length >= SECRET_BYTES) return kept;
  }
  const token = random(SECRET_BYTES).toString('base64url');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${token}\n`, { mode: 0o600 });
  // A file that was there already keeps its mode when it is written.
  chmodSync(file, 0o600);
  return token;
}

function keep(secrets: Map<string, number>, hash: string, until: number, most: number): void {
  for (const oldest of secrets.keys()) {
    if (secrets.size < most) break;
    secrets.delete(oldest);
  }
  secrets.set(hash, until);
}

/** Until when each session is open (UTC milliseconds), by its hash, the oldest first. */
export type Sessions = ReadonlyMap<string, number>;

export interface SecretsOptions {
  /** The access token. */
  readonly token: string;
  readonly random: RandomBytes;
  /** UTC milliseconds. */
  readonly now: () => number;
  /** Those that were opened before. */
  readonly sessions: Sessions;
  /** Called when one has been opened, with all that are open. */
  readonly keepSessions: (sessions: Sessions) => void;
}

export function createSecrets({ token, random, now, sessions: earlier, keepSessions }: SecretsOptions): Secrets {
  const tokenHash = Buffer.from(digest(token));
  const links = new Map<string, number>();
  const sessions = new Map([...earlier].filter(([, until]) => until >= now()));

  return {
    createLinkToken() {
      const link = random(SECRET_BYTES).toString('base64url');
      keep(links, digest(link), now() + LINK_MILLISECONDS, MOST_LINKS);
      return link;
    },
    openSession(linkToken) {
      const hash = digest(linkToken);
      const until = links.get(hash);
      if (until === undefined || until < now()) return null;
      links.delete(hash);
      const session = random(SECRET_BYTES).toString('base64url');
      keep(sessions, digest(session), now() + SESSION_MILLISECONDS, MOST_SESSIONS);
      keepSessions(sessions);
      return session;
    },
    // A map finds hashes of what was sent: how long that takes says nothing about the secret.
    sessionOf(value) {
      const hash = digest(value);
      return (sessions.get(hash) ?? 0) >= now() ? hash : null;
    },
    isAccessToken: (value) => timingSafeEqual(Buffer.from(digest(value)), tokenHash),
  };
}
