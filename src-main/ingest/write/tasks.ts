/** The import part's tasks by name: what the writer worker and the reader workers run for it. */
import { checkpointTask } from './checkpoint-task.ts';
import { importHistoryTask, knownStoresTask, lastImportIdTask, savedTemplatesTask } from './history-tasks.ts';
import { importTask } from './import-task.ts';
import { deleteTemplateTask, saveTemplateTask } from './template-tasks.ts';
import { undoImportTask } from './undo-task.ts';

export const ingestWriteTasks = {
  import: importTask,
  undoImport: undoImportTask,
  checkpoint: checkpointTask,
  saveTemplate: saveTemplateTask,
  deleteTemplate: deleteTemplateTask,
};
export type IngestWriteTasks = typeof ingestWriteTasks;

export const ingestReadTasks = {
  importHistory: importHistoryTask,
  lastImportId: lastImportIdTask,
  savedTemplates: savedTemplatesTask,
  knownStores: knownStoresTask,
};
export type IngestReadTasks = typeof ingestReadTasks;
