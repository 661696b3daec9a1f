/**
 * JSON whose ids survive: an integer that a double cannot hold exactly becomes a text of its digits. Smaller ones stay numbers, so
 * that whoever reads an id makes a text of it in either case.
 */

/** Where a number of so many digits may begin and end, as far as one can tell without knowing what is a text. */
const LONG_INTEGER = /(?<=[:,[\s]|^)-?\d{16,}(?=[,\]}\s]|$)/g;
const QUOTE = '"';
const BACKSLASH = 92;

/** @throws SyntaxError where it is not JSON. */
export function parseLossless(text: string): unknown {
  let quoted = '';
  let taken = 0;
  const texts = createTextTracker(text);
  for (const { 0: digits, index } of text.matchAll(LONG_INTEGER)) {
    if (Number.isSafeInteger(Number(digits)) || texts.isWithin(index)) continue;
    quoted += `${text.slice(taken, index)}"${digits}"`;
    taken = index + digits.length;
  }
  return JSON.parse(taken === 0 ? text : quoted + text.slice(taken));
}

/** Tells whether a place lies within a text of the JSON. Places must be asked for in rising order. */
function createTextTracker(json: string): { isWithin(place: number): boolean } {
  let within = false;
  let quote = json.indexOf(QUOTE);
  return {
    isWithin(place) {
      for (; quote !== -1 && quote < place; quote = json.indexOf(QUOTE, quote + 1)) {
        if (!within || !isEscaped(json, quote)) within = !within;
      }
      return within;
    },
  };
}

function isEscaped(json: string, place: number): boolean {
  let backslashes = 0;
  while (json.charCodeAt(place - 1 - backslashes) === BACKSLASH) backslashes += 1;
  return backslashes % 2 === 1;
}
