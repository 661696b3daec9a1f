/** What encoding brings and costs, from what the codec measured lately. */
import type { CacheOverview } from '#shared/contract/index.ts';
import { createRecentHistogram } from './histogram.ts';
import type { EncodingMeasured } from './opened-cache.ts';

export interface EncodingFigures {
  note(measured: EncodingMeasured): void;
  figures(): CacheOverview['encoding'];
}

/** After so many the older half is forgotten. */
const TURN_AFTER = 10_000;

export function createEncodingFigures(): EncodingFigures {
  const times = { encode: createRecentHistogram(), decode: createRecentHistogram() };
  const noted = { encode: 0, decode: 0 };
  let rawBytes = 0;
  let storedBytes = 0;
  return {
    note(measured) {
      const { operation } = measured;
      times[operation].add(measured.milliseconds);
      noted[operation] += 1;
      if (noted[operation] % TURN_AFTER === 0) times[operation].turn();
      if (operation === 'decode') return;
      rawBytes += measured.rawBytes;
      storedBytes += measured.storedBytes;
    },
    figures: () => ({
      ratio: storedBytes === 0 ? null : rawBytes / storedBytes,
      encodeP50: times.encode.percentile(0.5),
      decodeP50: times.decode.percentile(0.5),
    }),
  };
}
