/** Words of the welcome page. */
export const welcomeWords = {
  title: 'Welcome',
  greeting: 'Your stores’ numbers, a file away',
  explain: 'Give Mendian a file of orders and look at sales, products and stores a moment later. It stays on this PC.',
  settings: 'First, is this right?',
  language: 'Language',
  asSystem: 'System default',
  timeZone: 'Time zone of the stores',
  currency: 'Currency',
  suggestion: 'By the region of this system it would be {{currency}} and {{zone}}.',
  takeSuggestion: 'Use these',
  settingsHint: 'Time zone and currency are used where a file does not say. You can change them later under System.',
  open: 'Open a file of orders',
  sample: 'Or try with sample data',
  chain: {
    title: 'A chain of 20 stores',
    explain: 'Fictional: four months of orders with costs, stock and deliveries.',
    use: 'Try the chain',
  },
  uci: {
    /** The set names no store of its own. */
    store: 'Online Retail',
    title: 'A real web shop',
    explain: 'The UCI “Online Retail” set: 541,909 lines of a British shop for gifts, 2010 to 2011.',
    attribution:
      'Chen, D. (2015). Online Retail. UCI Machine Learning Repository. doi 10.24432/C5BW33, licensed under CC BY 4.0.',
    use: 'Try the web shop',
  },
  preparing: 'Preparing the files',
  undoHint: 'Sample data can be removed with “Undo” on the import page.',
  already: 'There are orders already.',
  toOverview: 'Go to the overview',
} as const;
