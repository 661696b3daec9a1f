import { describe, expect, it } from 'vitest';
import { createHints } from '../../../../src-main/sync/pull/hints.ts';
import { createVirtualTime } from '../../../virtual-time/index.ts';

function listen() {
  const time = createVirtualTime();
  const heard: string[] = [];
  const hints = createHints({
    later: time.later,
    ask: (shopId, numbers) => heard.push(`ask ${shopId} ${numbers.join(' ')}`),
    list: (shopId) => heard.push(`list ${shopId}`),
  });
  return { time, heard, hints };
}

describe('what platforms hint at', () => {
  it('asks for one order by its number, however often it is named', async () => {
    const { time, heard, hints } = listen();
    for (let n = 0; n < 5; n++) hints.hear(1, '#1001');
    expect(heard).toEqual([]);
    await time.advance(2_000);
    expect(heard).toEqual(['ask 1 #1001']);
  });

  it('is one listing where a storm of it names many orders, or something else than orders', async () => {
    const { time, heard, hints } = listen();
    for (let n = 0; n < 500; n++) hints.hear(1, `#${n}`);
    hints.hear(2, '#7');
    hints.hear(2, null);
    await time.advance(2_000);
    expect(heard).toEqual(['list 1', 'list 2']);
  });

  it('is gathered for a moment only: a storm that does not end is listed again and again, at a steady pace', async () => {
    const { time, heard, hints } = listen();
    for (let n = 0; n < 100; n++) {
      hints.hear(1, null);
      await time.advance(100);
    }
    expect(heard.length).toBeGreaterThan(5);
    expect(heard.length).toBeLessThanOrEqual(10);
  });

  it('is forgotten when nothing of it is wanted any more', async () => {
    const { time, heard, hints } = listen();
    hints.hear(1, '#1');
    hints.close();
    await time.advance(10_000);
    expect(heard).toEqual([]);
  });
});
