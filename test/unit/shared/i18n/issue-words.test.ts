import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { businessDate } from '../../../../shared/contract/index.ts';
import { detailsIn, issueWords, wordDetails, wordsOf } from '../../../../shared/i18n/index.ts';

function chineseFor(schema: z.ZodType, value: unknown): string {
  const [issue] = schema.safeParse(value).error?.issues ?? [];
  if (!issue) throw new Error('the value is valid');
  return issueWords(issue)['zh-CN'];
}

describe('the words for what a schema finds wrong', () => {
  it.each<[z.ZodType, unknown, string]>([
    [z.string(), 7, '应为文本'],
    [z.number(), 'seven', '应为数字'],
    [z.int(), 1.5, '应为整数'],
    [z.array(z.string()), 'a', '应为列表'],
    [z.date(), 'a', '应为 date'],
    [z.enum(['a', 'b']), 'c', '只能是 "a"、"b"'],
    [z.number().min(1), 0, '不能小于 1'],
    [z.number().gt(1), 1, '必须大于 1'],
    [z.number().max(9), 10, '不能大于 9'],
    [z.number().lt(9), 9, '必须小于 9'],
    [z.string().min(2), 'a', '字符数不能小于 2'],
    [z.array(z.int()).max(1), [1, 2], '项数不能大于 1'],
    [z.strictObject({}), { colour: 1 }, '没有名为 "colour" 的项'],
    [z.string().regex(/^a$/), 'b', '格式不正确'],
    [businessDate, '2026-02-30', '不是有效的日期'],
    [z.string().refine(() => false), 'a', '无效的值'],
    [z.union([z.int(), z.boolean()]), 'a', '无效的值'],
  ])('are Chinese in Chinese (%#)', (schema, value, words) => {
    expect(chineseFor(schema, value)).toBe(words);
  });

  it('are zod’s own in English', () => {
    const [issue] = z.number().safeParse('a').error?.issues ?? [];
    expect(issue && issueWords(issue).en).toBe(issue?.message);
  });
});

describe('a text that details carry in both languages', () => {
  const details = { file: 'a.json', ...wordDetails('problem', { en: 'not a date', 'zh-CN': '不是日期' }) };

  it('takes the place of its English in the other language, and of nothing in English', () => {
    expect(detailsIn('en', details)).toEqual({ file: 'a.json', problem: 'not a date' });
    expect(detailsIn('zh-CN', details)).toEqual({ file: 'a.json', problem: '不是日期' });
  });

  it('can be taken out again; one that was said in English alone is given for both', () => {
    expect(wordsOf(details, 'problem')).toEqual({ en: 'not a date', 'zh-CN': '不是日期' });
    expect(wordsOf({ problem: 'disk is gone' }, 'problem')).toEqual({ en: 'disk is gone', 'zh-CN': 'disk is gone' });
  });
});
