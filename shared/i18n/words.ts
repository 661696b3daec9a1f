/** A text that does not stand in a dictionary, for it is made of what went wrong: it is made in every language at once. */
import type { ErrorDetails } from '../domain/app-error.ts';
import type { Language } from './language.ts';

export type Words = Readonly<Record<Language, string>>;

/** Gives the details that carry such a text: English under the name itself, others under `name@language`. */
export function wordDetails(name: string, words: Words): ErrorDetails {
  return { [name]: words.en, [`${name}@zh-CN`]: words['zh-CN'] };
}

/** Gives the text that details carry under a name; one that exists in English only is given for all. */
export function wordsOf(details: ErrorDetails, name: string): Words {
  const en = String(details[name] ?? '');
  return { en, 'zh-CN': String(details[`${name}@zh-CN`] ?? en) };
}

/** Gives the details as they are said in one language. */
export function detailsIn(language: Language, details: ErrorDetails): ErrorDetails {
  const plain = Object.keys(details).filter((name) => !name.includes('@'));
  return Object.fromEntries(plain.map((name) => [name, details[`${name}@${language}`] ?? details[name] ?? '']));
}
