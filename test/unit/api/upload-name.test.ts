import { describe, expect, it } from 'vitest';
import { safeFileName } from '../../../src-main/api/http/upload.ts';

describe('the name of an uploaded file', () => {
  it.each([
    ['a path', '../../etc/orders.csv', 'orders.csv'],
    ['a Windows path', 'C:\\Users\\me\\订单.xlsx', '订单.xlsx'],
    ['line breaks and control characters', 'or\r\nde\u0000rs\u0085.csv', 'orders.csv'],
    ['marks that turn the way of writing', 'orders\u202evsc.exe', 'ordersvsc.exe'],
    ['marks that are not seen', '\ufefford\u200bers.csv', 'orders.csv'],
    ['dots only', '..', 'upload'],
    ['nothing', '', 'upload'],
  ])('is shown without %s', (_what, given, shown) => {
    expect(safeFileName(given)).toBe(shown);
  });
});
