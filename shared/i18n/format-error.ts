/** An error's code and details become what staff read: what happened, and the way out. */
import type { ErrorDetails } from '../domain/app-error.ts';
import type { ErrorCode } from '../domain/error-codes.ts';
import { type ErrorText, errorsEn } from './errors.en.ts';
import { errorsZhCn } from './errors.zh-CN.ts';
import { fillText } from './format.ts';
import type { Language } from './language.ts';
import { detailsIn } from './words.ts';

const TEXTS: Readonly<Record<Language, Readonly<Record<ErrorCode, ErrorText>>>> = { en: errorsEn, 'zh-CN': errorsZhCn };

/** Gives the sentence and the way out of an error. */
export function formatError(code: ErrorCode, details: ErrorDetails, language: Language): ErrorText {
  const { sentence, wayOut } = TEXTS[language][code];
  const said = detailsIn(language, details);
  return { sentence: fillText(sentence, said), wayOut: fillText(wayOut, said) };
}
