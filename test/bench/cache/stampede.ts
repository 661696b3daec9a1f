/** A hundred callers of one key at the same time: of a source that is slow, and of one that fails. */
import { type BenchRow, limitRow, peerRow } from '../bench.ts';
import { openMendian, openPeers, type Rival } from './rivals.ts';

const CALLERS = 100;
const SLOW_MILLISECONDS = 50;
const FAILING_MILLISECONDS = 10;

interface Stampede {
  readonly loads: number;
  readonly milliseconds: number;
}

async function stampede(rival: Rival, counted: { loads: number }, load: () => Promise<unknown>): Promise<Stampede> {
  counted.loads = 0;
  const began = performance.now();
  await Promise.allSettled(Array.from({ length: CALLERS }, () => rival.getOrSet('one', load)));
  return { loads: counted.loads, milliseconds: performance.now() - began };
}

const wait = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

export async function stampedeRows(): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const kind of ['slow', 'failing'] as const) {
    const counted = { loads: 0 };
    const load = async () => {
      counted.loads += 1;
      await wait(kind === 'slow' ? SLOW_MILLISECONDS : FAILING_MILLISECONDS);
      if (kind === 'failing') throw new Error('the source is down');
      return 'value';
    };
    const name = `${CALLERS} callers of one ${kind} loader`;
    const mine = await stampede(openMendian(load), counted, load);
    rows.push(limitRow({ case: name, metric: 'loads', value: mine.loads, unit: 'loads' }, 1));
    for (const peer of openPeers()) {
      const theirs = await stampede(peer, counted, load);
      rows.push(
        peerRow({ case: name, metric: 'loads', value: mine.loads, unit: 'loads' }, peer.name, theirs.loads, null),
      );
      const time = { case: name, metric: 'until all have an answer', value: mine.milliseconds, unit: 'ms' };
      rows.push(peerRow(time, peer.name, theirs.milliseconds, null));
    }
  }
  return rows;
}
