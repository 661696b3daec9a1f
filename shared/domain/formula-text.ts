/** A spreadsheet must never run what came from a file of orders as a formula. */

/**
 * The characters that make Excel, Numbers or LibreOffice read a text as a formula when it begins with one of them, whatever
 * space is before it. The last four are full-width.
 */
const STARTS_A_FORMULA = /^\s*[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;

/** Gives text that no spreadsheet takes for a formula: an apostrophe in front makes it plain text. */
export function neutralText(text: string): string {
  return STARTS_A_FORMULA.test(text) ? `'${text}` : text;
}
