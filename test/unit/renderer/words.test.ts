import { describe, expect, it } from 'vitest';
import { en } from '../../../src-renderer/i18n/en/index.ts';
import { zhCN } from '../../../src-renderer/i18n/zh-CN/index.ts';

type Words = { readonly [key: string]: string | Words };

function flat(words: Words, path = ''): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(words)) {
    if (typeof value === 'string') found.set(path + key, value);
    else for (const [inner, text] of flat(value, `${path}${key}.`)) found.set(inner, text);
  }
  return found;
}

const placeholders = (text: string): string[] => (text.match(/\{\{\s*\w+\s*\}\}/g) ?? []).sort();
const english = flat(en);
const chinese = flat(zhCN);

describe('words of the page', () => {
  it('are there in both languages, none missing and none left over', () => {
    expect([...chinese.keys()].sort()).toEqual([...english.keys()].sort());
  });

  it('are never empty', () => {
    const empty = [...english, ...chinese].filter(([, text]) => text.trim() === '').map(([key]) => key);
    expect(empty).toEqual([]);
  });

  it('have the same placeholders in both languages', () => {
    const different = [...english].filter(([key, text]) => {
      const other = chinese.get(key) ?? '';
      return placeholders(text).join() !== placeholders(other).join();
    });
    expect(different).toEqual([]);
  });

  it('are written in their own language', () => {
    // A language is named in itself, everywhere else Chinese characters have no business among English words.
    const strays = [...english].filter(([, text]) => /\p{Script=Han}/u.test(text)).map(([key]) => key);
    expect(strays).toEqual([]);
  });
});
