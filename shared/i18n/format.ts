/** Texts hold `{placeholders}`, filled from plain details, and `[[…]]` parts that vanish when a detail of theirs is not given. */

export type TextDetails = Readonly<Record<string, string | number | boolean | undefined>>;

/** Gives the text with its placeholders filled; one that nothing is given for outside `[[…]]` becomes `?`. */
export function fillText(text: string, details: TextDetails): string {
  const withParts = text.replace(/\[\[(.*?)\]\]/g, (_whole, part: string) =>
    placeholdersOf(part).every((name) => details[name] !== undefined && details[name] !== '') ? part : '',
  );
  return withParts.replace(/\{(\w+)\}/g, (_whole, name: string) => String(details[name] ?? '?'));
}

/** Gives the names of a text's placeholders, sorted, each once. */
export function placeholdersOf(text: string): string[] {
  return [...new Set(Array.from(text.matchAll(/\{(\w+)\}/g), (match) => match[1] ?? ''))].sort();
}
