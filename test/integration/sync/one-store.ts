/** One store with its computer and its shops, in virtual time: the real sync over real files, and stand-ins that keep the truth. */
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { PlatformName } from '../../../src-main/sync/platform/index.ts';
import { createSimPc, type SimPcOptions } from '../../simulation/sync/pc/index.ts';
import { createSimShop } from '../../simulation/sync/sim-shop.ts';
import { makeTemplate, workDirectory } from '../../simulation/sync/template.ts';
import { createVirtualTime, seeded } from '../../virtual-time/index.ts';

export const MINUTE = 60_000;

/**
 * A store whose tea is offered on each of these platforms, a hundred packets of it.
 * @param bug what is wrong with its computer.
 */
export async function openStore(
  platforms: readonly PlatformName[],
  shareStock = true,
  bug: SimPcOptions['bug'] = null,
) {
  const time = createVirtualTime();
  const directory = mkdtempSync(join(workDirectory(), 'mendian-followed-'));
  const template = join(directory, 'template');
  makeTemplate(template);
  const shops = platforms.map((platform, place) =>
    createSimShop({ platform, time, random: seeded(place + 1), onCall: () => undefined, onMishap: () => undefined }),
  );
  for (const { fake } of shops) fake.shop.addListing({ title: '茶', price: 100_000, pieces: 100 });
  const pc = createSimPc({
    name: 'pc',
    directory: join(directory, 'pc'),
    store: 'S1',
    role: 'store',
    dailyCalls: null,
    redis: null,
    office: null,
    shops,
    time,
    random: seeded(7),
    policies: { price: 'local', title: 'local', note: 'local' },
    shareStock,
    bug,
    onLog: () => undefined,
    onCrash: () => undefined,
    onWrite: () => undefined,
  });
  await pc.begin(template);
  const settle = (milliseconds = 15 * MINUTE) => time.advance(milliseconds);
  await settle();
  const remove = () => {
    pc.close();
    rmSync(directory, { recursive: true, force: true });
  };
  return { time, pc, shops, settle, remove };
}
