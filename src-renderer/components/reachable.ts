/** What scrolls must be reachable without a mouse, so that the arrow keys can scroll it. */
export const REACHABLE = { tabIndex: 0 } as const;
