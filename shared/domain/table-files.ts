/** What a file that may hold a table is called: one list for every dialog, folder and drop. The content decides in the end. */
export const TABLE_EXTENSIONS = ['csv', 'tsv', 'txt', 'gz', 'xlsx', 'xlsm', 'xls'] as const;

/** Gives whether a name ends like a table's; hidden files and those that Excel keeps beside an open one do not count. */
export function isTableName(name: string): boolean {
  if (name.startsWith('.') || name.startsWith('~$')) return false;
  const extension = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  return TABLE_EXTENSIONS.some((known) => known === extension);
}
