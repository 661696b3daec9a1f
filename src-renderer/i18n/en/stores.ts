/** Words of the stores page. */
export const storesWords = {
  title: 'Stores',
  tableLabel: 'Stores by name',
  search: 'Search by name, code or city',
  none: 'There is no store yet. Stores come with the first file that you import.',
  import: 'Import files',
  noneFound: 'No store matches. Try a part of its name or its code.',
  shown: 'Stores: {{stores}}',
  rename: 'Rename {{name}}',
  newName: 'New name of {{name}}',
  save: 'Save',
  cancel: 'Cancel',
  renamed: 'The store is now called “{{name}}”.',
  renamedMeanwhile:
    'Meanwhile the store has been called “{{name}}” elsewhere. Save to replace that, cancel to keep it.',
  dashboard: 'See the dashboard of {{name}}',
  columns: {
    name: 'Name',
    code: 'Code',
    city: 'City',
    region: 'Region',
    timeZone: 'Time zone',
    currency: 'Currency',
    openedOn: 'Opened',
  },
  byOrders: 'As its orders say',
} as const;
