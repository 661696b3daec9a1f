/** Column mappings that staff have saved. */
import type { FileSettings } from '#shared/contract/index.ts';
import type { TaskContext, WritableDb } from '../../database/index.ts';

type Context = TaskContext<WritableDb>;

/** Saves a mapping; one of the same name is replaced. */
export function saveTemplateTask(
  { db, now }: Context,
  args: { name: string; headings: readonly string[]; settings: FileSettings },
): null {
  db.prepare(
    `INSERT OR REPLACE INTO mapping_template (name, kind, headings, settings, saved_at) VALUES (?, ?, ?, ?, ?)`,
  ).run(args.name, args.settings.kind, JSON.stringify(args.headings), JSON.stringify(args.settings), now());
  return null;
}

export function deleteTemplateTask({ db }: Context, args: { name: string }): { deleted: boolean } {
  return { deleted: db.prepare('DELETE FROM mapping_template WHERE name = ?').run(args.name).changes > 0 };
}
