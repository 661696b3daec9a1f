/** Column mappings to choose from: those built in, and those that staff have saved. */
import type { FileKind, FileSettings } from '#shared/contract/index.ts';
import { AppError } from '#shared/domain/app-error.ts';
import type { Reader, Writer } from '../database/index.ts';
import { TEMPLATES, templateNamed } from './templates/index.ts';
import type { IngestReadTasks, IngestWriteTasks } from './write/index.ts';

/** Gives the contract's calls about templates. */
export function templateList(reader: Reader<IngestReadTasks>, writer: Writer<IngestWriteTasks>) {
  return {
    async templates(): Promise<{ templates: { name: string; builtIn: boolean; kind: FileKind }[] }> {
      const builtIn = TEMPLATES.map(({ name, kind }) => ({ name, builtIn: true, kind }));
      const saved = await reader.read('savedTemplates', null);
      return {
        templates: [...builtIn, ...saved.map(({ name, settings }) => ({ name, builtIn: false, kind: settings.kind }))],
      };
    },
    async saveTemplate({
      name,
      headings,
      settings,
    }: {
      name: string;
      headings: readonly string[];
      settings: FileSettings;
    }): Promise<{ name: string }> {
      if (templateNamed(name)) throw new AppError('INVALID_INPUT', { details: { field: 'name' } });
      await writer.write('saveTemplate', { name, headings, settings });
      return { name };
    },
    deleteTemplate: ({ name }: { name: string }) => writer.write('deleteTemplate', { name }),
  };
}
