/** The browser's own file dialog, as a promise. */
import { TABLE_EXTENSIONS } from '#shared/domain/table-files.ts';

/** Gives the chosen files; none when the dialog was dismissed. */
export function askForFiles({ folder }: { folder: boolean }): Promise<readonly File[]> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.multiple = true;
    input.webkitdirectory = folder;
    if (!folder) input.accept = TABLE_EXTENSIONS.map((extension) => `.${extension}`).join(',');
    input.addEventListener('change', () => resolve([...(input.files ?? [])]));
    input.addEventListener('cancel', () => resolve([]));
    input.click();
  });
}
