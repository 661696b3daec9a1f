/** The door of the texts that both sides show. */
export { type ErrorText, errorsEn } from './errors.en.ts';
export { errorsZhCn } from './errors.zh-CN.ts';
export { fillText, placeholdersOf, type TextDetails } from './format.ts';
export { formatError } from './format-error.ts';
export { type Issue, issueWords } from './issue-words.ts';
export { LANGUAGES, type Language, languageOfLocale } from './language.ts';
export { rowReasonText } from './row-reasons.ts';
export { sourceName } from './source-names.ts';
export { detailsIn, type Words, wordDetails, wordsOf } from './words.ts';
