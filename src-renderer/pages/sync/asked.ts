/** What somebody has opened on the page. */
export type Asked =
  | { readonly what: 'connect' }
  | { readonly what: 'sign-in' | 'rename' | 'store' | 'quota' | 'disconnect'; readonly shopId: number };
