import { describe, expect, it } from 'vitest';
import { ERROR_CODES } from '../../../shared/domain/error-codes.ts';
import { ROW_REASONS } from '../../../shared/domain/row-reasons.ts';
import {
  errorsEn,
  errorsZhCn,
  fillText,
  formatError,
  LANGUAGES,
  languageOfLocale,
  placeholdersOf,
  rowReasonText,
} from '../../../shared/i18n/index.ts';

describe('the texts of errors', () => {
  it('exist in both languages for every code, and for no other', () => {
    expect(Object.keys(errorsEn).sort()).toEqual([...ERROR_CODES].sort());
    expect(Object.keys(errorsZhCn).sort()).toEqual([...ERROR_CODES].sort());
  });

  it.each(ERROR_CODES)('%s has a sentence and a way out, with the same placeholders in both languages', (code) => {
    for (const part of ['sentence', 'wayOut'] as const) {
      expect(errorsEn[code][part].trim()).not.toBe('');
      expect(errorsZhCn[code][part].trim()).not.toBe('');
      expect(placeholdersOf(errorsZhCn[code][part])).toEqual(placeholdersOf(errorsEn[code][part]));
    }
    expect(errorsZhCn[code].sentence).toMatch(/[\u4e00-\u9fff]/);
    expect(errorsEn[code].sentence).not.toMatch(/[\u4e00-\u9fff]/);
  });

  it('leave out a part whose detail is not given', () => {
    expect(formatError('FILE_EMPTY', {}, 'en').sentence).toBe('The file is empty.');
    expect(formatError('FILE_EMPTY', { file: 'a.csv' }, 'en').sentence).toBe('The file is empty: a.csv.');
    expect(formatError('FILE_EMPTY', { file: 'a.csv' }, 'zh-CN').sentence).toBe('文件是空的：a.csv。');
  });

  it('never fill a placeholder from inside a filled text', () => {
    expect(fillText('{a} {b}', { a: '{b}', b: 'x' })).toBe('{b} x');
  });
});

describe('the texts of refused rows', () => {
  it.each(ROW_REASONS)('%s has one in each language', (reason) => {
    for (const language of LANGUAGES) expect(rowReasonText(reason, language)).not.toBe(reason);
  });

  it('give an unknown reason back', () => {
    expect(rowReasonText('FROM_THE_FUTURE', 'en')).toBe('FROM_THE_FUTURE');
  });
});

describe('the language of a locale', () => {
  it.each([
    ['zh_CN.UTF-8', 'zh-CN'],
    ['zh-Hans-CN', 'zh-CN'],
    ['zh', 'zh-CN'],
    ['en-GB', 'en'],
    ['C.UTF-8', 'en'],
    ['zha', 'en'],
    ['', 'en'],
  ])('%j is %s', (locale, language) => {
    expect(languageOfLocale(locale)).toBe(language);
  });
});
