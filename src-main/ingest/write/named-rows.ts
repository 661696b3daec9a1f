/** Channels, platforms and currencies: a name has one id, made when it is first met. */
import type { WritableStatements } from '../../database/index.ts';
import type { BeforeImages } from './before-images.ts';

const COLUMN = { channel: 'name', platform: 'name', currency: 'code' } as const;

export interface NamedRows {
  /** Gives the id of a name. */
  idOf(name: string): number;
  /** Gives the name of an id that is there. */
  nameOf(id: number): string;
}

export function createNamedRows(db: WritableStatements, table: keyof typeof COLUMN, images: BeforeImages): NamedRows {
  const ids = new Map<string, number>();
  const names = new Map<number, string>();
  const rows = db.prepare<[], { id: number; name: string }>(`SELECT id, ${COLUMN[table]} AS name FROM ${table}`).all();
  const insert = db.prepare(`INSERT INTO ${table} (id, ${COLUMN[table]}) VALUES (?, ?)`);
  let last = 0;
  for (const { id, name } of rows) {
    ids.set(name, id);
    names.set(id, name);
    last = Math.max(last, id);
  }
  return {
    idOf(name) {
      const known = ids.get(name);
      if (known !== undefined) return known;
      const id = ++last;
      insert.run(id, name);
      images.keep(table, id, () => null);
      ids.set(name, id);
      names.set(id, name);
      return id;
    },
    nameOf: (id) => names.get(id) ?? '',
  };
}
