/** Words of the overview page. */
export const overviewWords = {
  title: 'Overview',
} as const;
