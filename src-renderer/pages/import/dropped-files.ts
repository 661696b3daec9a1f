/** Gives the files in what was dropped, those inside folders included, in the order of their paths. */
import { isTableName } from '#shared/domain/table-files.ts';

/**
 * Walks folders. A file that was dropped by itself is taken whatever its name, so that the engine can say what is
 * wrong with it. Must be called inside the drop event: the browser empties the items after it.
 */
export async function droppedFiles(items: DataTransferItemList): Promise<readonly File[]> {
  const found = await Promise.all([...items].map(filesOfItem));
  return found.flat();
}

/** Reads the item at once, before anything is awaited. What has no entry, such as an attachment, may still be a file. */
function filesOfItem(item: DataTransferItem): Promise<File[]> {
  const entry = item.webkitGetAsEntry();
  if (entry !== null) return isFile(entry) ? fileOf(entry).then((file) => [file]) : filesIn(entry);
  const file = item.getAsFile();
  return Promise.resolve(file === null ? [] : [file]);
}

async function filesIn(entry: FileSystemEntry): Promise<File[]> {
  if (isFile(entry)) return isTableName(entry.name) ? [await fileOf(entry)] : [];
  if (!isDirectory(entry)) return [];
  const reader = entry.createReader();
  const children: FileSystemEntry[] = [];
  // A browser gives a folder's entries in portions; an empty one is the last.
  for (;;) {
    const portion = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (portion.length === 0) break;
    children.push(...portion);
  }
  children.sort((a, b) => a.name.localeCompare(b.name));
  return (await Promise.all(children.map(filesIn))).flat();
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isDirectory(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}
