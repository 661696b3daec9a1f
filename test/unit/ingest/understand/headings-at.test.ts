import { describe, expect, it } from 'vitest';
import { headingsAt } from '../../../../src-main/ingest/understand/headings-at.ts';

const at = (...rows: string[]) =>
  headingsAt(
    rows.map((row) => row.split(',')),
    rows.length - 1,
  );

describe('headings in two rows', () => {
  it('are joined where the lower alone says too little', () => {
    expect(at('日期,销售,,退货,', ',数量,金额,数量,金额')).toEqual([
      '日期',
      '销售 数量',
      '销售 金额',
      '退货 数量',
      '退货 金额',
    ]);
  });

  it('are joined where an export repeats the upper one in place of merged cells', () => {
    expect(at('日期,销售,销售,退货,退货', '日期,数量,金额,数量,金额')).toEqual([
      '日期',
      '销售 数量',
      '销售 金额',
      '退货 数量',
      '退货 金额',
    ]);
  });

  it('leave out what the upper one says of no column in particular', () => {
    expect(at('商品信息,,客户信息,', '编码,名称,名称,电话')).toEqual([
      '商品 编码',
      '商品 名称',
      '客户 名称',
      '客户 电话',
    ]);
  });

  it('do not take what came back for what was sold', () => {
    expect(at('日期,退货,,', ',件数,原因,销量')).toEqual(['日期', '退货 件数', '退货 原因', '退货 销量']);
  });

  it.each([
    ['a title', '销售明细,,', '日期,数量,金额'],
    ['the headings themselves', '日期,数量,金额', '2024-01-01,2,5.00'],
    ['a line that names a store and a day', '门店,人民路,2024-01-01', '日期,数量,金额'],
  ])('are not made of %s and the row below', (_, upper, lower) => {
    expect(at(upper, lower)).toEqual(lower.split(','));
  });
});
