/** Words of the overview page. */
export const overviewWords = {
  title: '总览',
} as const;
