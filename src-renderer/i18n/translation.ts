/** A translation has exactly the keys of the English words: a missing or a surplus key does not compile. */
export type Translation<Words> = {
  readonly [Key in keyof Words]: Words[Key] extends string ? string : Translation<Words[Key]>;
};
