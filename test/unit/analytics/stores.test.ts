import { describe, expect, it } from 'vitest';
import { store } from '#shared/contract/index.ts';
import { analyticsReadTasks, storeWriteTasks } from '../../../src-main/analytics/tasks.ts';
import { taskContext, writeChain } from './sample-orders.ts';
import { createTestDatabase } from './test-database.ts';

const rename = storeWriteTasks['stores.rename'];

describe('stores', () => {
  it('are listed by name, numbers within names as numbers', () => {
    using database = createTestDatabase();
    writeChain(database.write, { zones: Array(11).fill('Asia/Shanghai'), orders: [] });
    const { stores } = analyticsReadTasks['stores.list'](taskContext(database.read));
    expect(stores.map(({ name }) => name).slice(0, 3)).toEqual(['Store 1', 'Store 2', 'Store 3']);
    expect(stores.at(-1)?.name).toBe('Store 11');
    expect(stores.map((one) => store.parse(one))).toEqual(stores);
  });

  it('are renamed, and stay what files call them', () => {
    using database = createTestDatabase();
    writeChain(database.write, { zones: ['Asia/Shanghai'], orders: [] });
    expect(rename(taskContext(database.write), { id: 1, name: '人民广场店' })).toMatchObject({
      code: 'S1',
      name: '人民广场店',
    });
    const { stores } = analyticsReadTasks['stores.list'](taskContext(database.read));
    expect(stores.map(({ name }) => name)).toEqual(['人民广场店']);
  });

  it('that do not exist cannot be renamed', () => {
    using database = createTestDatabase();
    expect(() => rename(taskContext(database.write), { id: 1, name: 'x' })).toThrow('STORE_UNKNOWN');
  });
});
