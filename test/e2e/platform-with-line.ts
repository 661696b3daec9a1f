/** A platform whose line can be cut, and a data directory whose shop there is connected already. */
import { onTestFinished } from 'vitest';
import { createEngine, type SecretBox } from '../../src-main/engine/index.ts';
import { FAKES, type FakePlatform, type ServedFake, serveFake } from '../fakes/index.ts';

export interface PlatformWithLine {
  readonly fake: FakePlatform;
  readonly url: string;
  cut(): Promise<void>;
  /** The line is back, at the same address. */
  plugIn(): Promise<void>;
}

/** What desktop/keychain-box.ts puts before a sealing that the key file made: the window opens it then. */
const KEY_FILE = 2;

/** Gives a stand-in of Shopify with some products; it is gone when the running test has ended. */
export async function platformWithLine(products: number): Promise<PlatformWithLine> {
  const fake = FAKES.get('shopify')!({ now: Date.now, random: Math.random, rate: { perSecond: 1_000, burst: 1_000 } });
  for (let n = 1; n <= products; n++) fake.shop.addListing({ title: `Green tea ${n}`, price: 125_000, pieces: 10 });
  let served: ServedFake | null = await serveFake(fake);
  const { url } = served;
  const cut = async (): Promise<void> => {
    await served?.close();
    served = null;
  };
  onTestFinished(cut);
  return {
    fake,
    url,
    cut,
    async plugIn() {
      served = await serveFake(fake, { port: Number(new URL(url).port) });
    },
  };
}

/** Connects the shop before the window opens, and waits until all of it is here. */
export async function connectShop(dataDirectory: string, { fake, url }: PlatformWithLine): Promise<void> {
  const asWindow = (keyFile: SecretBox): SecretBox => ({
    seal: async (plain) => Buffer.concat([Buffer.of(KEY_FILE), await keyFile.seal(plain)]),
    open: (sealed) => keyFile.open(Buffer.from(sealed.subarray(1))),
  });
  const engine = createEngine({ dataDirectory, mode: 'hub', version: '0.0.0-test', secretBox: asWindow });
  await engine.start();
  await engine.keepTime();
  try {
    const { sync } = engine.api;
    const credentials = { ...fake.credentials };
    await sync.connect({ platform: 'shopify', baseUrl: url, credentials, newStore: 'Corner shop', title: 'Web shop' });
    for await (const { shops } of await sync.follow()) {
      if (shops.every(({ progress, lastSuccess }) => progress === null && lastSuccess !== null)) break;
    }
  } finally {
    await engine.close();
  }
}
