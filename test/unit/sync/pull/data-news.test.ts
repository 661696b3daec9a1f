/** How often whoever loads boards anew is told of data that keep coming. */
import { expect, it } from 'vitest';
import { createDataNews } from '../../../../src-main/sync/pull/data-news.ts';
import { createVirtualTime } from '../../../virtual-time/index.ts';

function newsOf() {
  const time = createVirtualTime();
  const told: number[] = [];
  const news = createDataNews(time.later, () => told.push(time.elapsed()));
  return { time, told, news };
}

it('tells a first change at once, and those that follow every five seconds', async () => {
  const { time, told, news } = newsOf();
  for (let n = 0; n < 120; n++) {
    news.changed();
    await time.advance(100);
  }
  expect(told).toEqual([0, 5_000, 10_000]);
  await time.advance(20_000);
  expect(told).toEqual([0, 5_000, 10_000, 15_000]);
  news.changed();
  expect(told).toHaveLength(5);
});

it('tells at the end what it has not told yet, and nothing else', async () => {
  const { time, told, news } = newsOf();
  news.changed();
  news.end();
  expect(told).toHaveLength(1);
  news.changed();
  news.changed();
  news.end();
  await time.advance(20_000);
  expect(told).toHaveLength(3);
});
