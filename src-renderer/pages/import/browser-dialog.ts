/** The browser's own file dialog, as a promise. */

/** Gives the chosen files; none when the dialog was dismissed. */
export function askForFiles({ folder }: { folder: boolean }): Promise<readonly File[]> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.multiple = true;
    input.webkitdirectory = folder;
    if (!folder) input.accept = '.csv,.tsv,.txt,.xlsx,.xlsm,.xls';
    input.addEventListener('change', () => resolve([...(input.files ?? [])]));
    input.addEventListener('cancel', () => resolve([]));
    input.click();
  });
}
