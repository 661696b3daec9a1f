/** What outlives the app, and what ends when a shop is disconnected or signed in to anew. */
import { afterEach, describe, expect, it } from 'vitest';
import { MINUTE, openStore } from './one-store.ts';

let store: Awaited<ReturnType<typeof openStore>>;
afterEach(() => store.remove());

const status = () => store.pc.sync.board.status();
const calls = () => store.shops[0]!.fake.calls.length;
const never = new AbortController().signal;

describe('a pause of all sync', () => {
  it('outlives the app, says since when, and calls nobody until somebody lets it go on', async () => {
    store = await openStore(['taobao']);
    const { pc, settle } = store;
    await pc.sync.pause(true, null);
    const { pausedSince } = await status();
    expect(pausedSince).not.toBeNull();
    await settle();
    const before = calls();
    await pc.restart();
    await settle(60 * MINUTE);
    expect(await status()).toMatchObject({ paused: true, pausedSince });
    expect(calls()).toBe(before);
    await pc.sync.pause(false, null);
    await settle();
    expect(await status()).toMatchObject({ paused: false, pausedSince: null });
    expect(calls()).toBeGreaterThan(before);
    await pc.restart();
    expect(await status()).toMatchObject({ paused: false });
  });
});

describe('disconnecting a shop', () => {
  it('ends a round that hangs in the middle of an answer, and forgets it', async () => {
    store = await openStore(['taobao']);
    const { pc, shops, time } = store;
    shops[0]!.mishaps.push({ kind: 'silence', acted: false });
    await pc.sync.syncNow(1);
    await time.advance(2_000);
    expect(pc.isListing()).toBe(true);
    // A call has half a minute; it is not waited for.
    await time.until(pc.sync.disconnect(1), 1_000);
    expect(pc.sync.pull.state(1)).toMatchObject({ nextAt: null, problem: null, progress: null });
    const before = calls();
    await time.advance(5 * MINUTE);
    expect(calls()).toBe(before);
  });
});

describe('signing in to a shop that was never listed', () => {
  it('begins with its first sync', async () => {
    store = await openStore(['taobao']);
    const { pc, shops, settle } = store;
    pc.all("UPDATE shop SET state = 'sign-in', last_success = NULL, problem = NULL RETURNING id");
    await pc.sync.shops.reload();
    await settle();
    expect((await status()).shops[0]).toMatchObject({ state: 'sign-in', lastSuccess: null });
    await store.time.until(pc.sync.signIn(1, shops[0]!.credentials(), never), 5_000);
    expect((await status()).shops[0]!.state).toBe('first-sync');
    await settle();
    expect((await status()).shops[0]).toMatchObject({ state: 'active', problem: null });
    expect((await status()).shops[0]!.lastSuccess).not.toBeNull();
  });
});
