export { createFormats, type Formats } from './format.ts';
export { createI18n, type Locale, resolveLocale } from './i18n.ts';
export { type Entry, type EntryProblem, plainText, readDecimal } from './read-decimal.ts';
export type { Translation } from './translation.ts';
export { FormatsContext, useFormats } from './use-formats.ts';
export { useSourceName } from './use-source-name.ts';
