import { describe, expect, it } from 'vitest';
import type { FileSettings } from '#shared/contract/index.ts';
import { referringValues, type ShownTable, withReferredKey } from '../../../../src-main/ingest/understand/index.ts';

function table(kind: FileSettings['kind'], columns: FileSettings['columns'], text: string): ShownTable {
  const [headings = [], ...rows] = text
    .trim()
    .split('\n')
    .map((line) => line.trim().split(','));
  const settings = { kind, columns, headerRecord: 0, decimalComma: false, template: null };
  return { settings, headings, values: referringValues(settings, headings, rows) };
}

const LIST = `ProductKey,ProductSKU,ProductName,Colour,Price
  214,HL-1,Helmet,Red,34.99
  215,HL-2,Cap,Red,8.99
  216,HL-3,Jersey,Blue,49.99`;
const list = table('products', { productCode: 1, productName: 2, listPrice: 4 }, LIST);
const sold = (heading: string, ...codes: string[]) =>
  table('orders', { productCode: 0 }, [heading, ...codes].join('\n'));

describe('the codes of a list', () => {
  it('are those that orders refer to', () => {
    const columns = { productCode: 0, productName: 2, listPrice: 4 };
    expect(withReferredKey(list, [sold('ProductKey', '215', '214', '215')])).toEqual(columns);
    expect(withReferredKey(list, [sold('Product Key', '="216"', "'214")])).toEqual(columns);
    expect(withReferredKey(list, [sold('item_key', '215', '216')])).toEqual(columns);
  });

  it('may be called by the end of their heading, if the values meet', () => {
    const menu = table('products', { productName: 1 }, 'menu_dish_id,dish,price\n101,Soup,4\n102,Rice,3');
    expect(withReferredKey(menu, [sold('dish_id', '102', '101')])).toEqual({ productCode: 0, productName: 1 });
    expect(withReferredKey(menu, [sold('dish_id', '7', '8')])).toBe(menu.settings.columns);
  });

  it('are few of what orders name where the heading is the same, for only the first rows are looked at', () => {
    const codes = ['214', '215', ...Array.from({ length: 10 }, (_, i) => String(300 + i))];
    expect(withReferredKey(list, [sold('ProductKey', ...codes)])).toMatchObject({ productCode: 0 });
    expect(withReferredKey(list, [sold('Product ID', ...codes)])).toBe(list.settings.columns);
  });

  it('are its names where orders know no codes, unless counts of stock do', () => {
    const named = table('orders', { productName: 0 }, 'Product\nHelmet\nCap');
    expect(withReferredKey(list, [named])).toEqual({ productName: 2, listPrice: 4 });
    const stock = table('stock', { productCode: 0, stockQuantity: 1 }, 'ProductSKU,Stock\nHL-1,5\nHL-2,5');
    expect(withReferredKey(list, [named, stock])).toBe(list.settings.columns);
  });

  it('stay as they are found where nothing refers to another column', () => {
    expect(withReferredKey(list, [])).toBe(list.settings.columns);
    expect(withReferredKey(list, [sold('ProductSKU', 'HL-1')])).toBe(list.settings.columns);
    expect(withReferredKey(list, [sold('Colour', 'Red', 'Blue')])).toBe(list.settings.columns);
  });

  it('are the numbers by which lines know their heads, of several that heads have', () => {
    const heads = table(
      'orders',
      { orderNumber: 2, placedAt: 1, lineAmount: 3 },
      `SalesOrderID,OrderDate,SalesOrderNumber,SubTotal
      43659,2011-05-31,SO43659,20
      43660,2011-06-01,SO43660,30`,
    );
    const lines = (heading: string, ...numbers: string[]) =>
      table(
        'orders',
        { orderNumber: 0, productCode: 1, quantity: 2 },
        [`${heading},ProductID,OrderQty`, ...numbers.map((number) => `${number},776,1`)].join('\n'),
      );
    expect(withReferredKey(heads, [lines('SalesOrderID', '43659', '43660')])).toMatchObject({ orderNumber: 0 });
    expect(withReferredKey(heads, [lines('Sales Order', 'SO43659')])).toBe(heads.settings.columns);
    expect(withReferredKey(heads, [heads])).toBe(heads.settings.columns);
  });

  it('are found for stores too, which may be called by their names as well', () => {
    const stores = table(
      'stores',
      { store: 0, storeName: 2 },
      '门店编码,门店ID,门店名称\nSH01,7001,人民路店\nSH02,7002,中山店',
    );
    const at = (heading: string, ...values: string[]) => table('orders', { store: 0 }, [heading, ...values].join('\n'));
    expect(withReferredKey(stores, [at('门店ID', '7002', '7001')])).toEqual({ store: 1, storeName: 2 });
    expect(withReferredKey(stores, [at('门店', '人民路店', '中山店')])).toBe(stores.settings.columns);
  });
});
