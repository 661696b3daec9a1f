/** The import part's tasks by name: what the writer worker and the reader workers run for it. */
import { importTask } from './import-task.ts';

export const ingestWriteTasks = { import: importTask };
