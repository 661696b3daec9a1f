/** PostgreSQL cannot keep NUL characters in texts, and files may hold them: a character of the private use area stands for NUL there. */
const NUL = '\u0000';
const STAND_IN = '\uf8fe';

/** Gives a value as JSON that PostgreSQL can keep. */
export function toOfficeText(value: unknown): string {
  const text = JSON.stringify(value);
  return text.includes('\\u0000') ? JSON.stringify(value, (_name, one) => swap(one, NUL, STAND_IN)) : text;
}

/** Reads what `toOfficeText` gave. */
export function fromOfficeText<Value>(text: string): Value {
  const value: unknown = text.includes(STAND_IN)
    ? JSON.parse(text, (_name, one: unknown) => swap(one, STAND_IN, NUL))
    : JSON.parse(text);
  return value as Value;
}

function swap(value: unknown, from: string, to: string): unknown {
  return typeof value === 'string' ? value.replaceAll(from, to) : value;
}
