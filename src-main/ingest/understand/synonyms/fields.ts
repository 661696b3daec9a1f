/** One field's headings, the best first: of two columns that may stand for a field the earlier spelling wins. */
export type Synonyms<F extends string> = Readonly<Partial<Record<F, readonly string[]>>>;
