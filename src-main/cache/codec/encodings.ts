/** Encodings for families of the cache. */
import type { Encoding } from '../family.ts';
import { unreadable } from './byte-stream.ts';
import type { Codec } from './codec.ts';
import type { OpenTables } from './table/payload-tables.ts';
import { type Table, type TableSchema, tableOver } from './table/table.ts';
import { dataOf } from './table/table-data.ts';

/** For small answers of any shape that JSON has. */
export function jsonEncoding<Value>(codec: Codec): Encoding<Value> {
  return {
    encode: (value) => codec.encodeJson(value),
    // What the family's own encode wrote, the checksum has confirmed.
    decode: (payload) => codec.decodeJson(payload) as Promise<Value> | Value,
    decodeLater: (payload) => codec.decodeJsonLater(payload) as (() => Value) | null,
  };
}

/** For tables: the columns of the schema; others that an older payload has are left aside. */
export function tableEncoding<Schema extends TableSchema>(codec: Codec, schema: Schema): Encoding<Table<Schema>> {
  const { encode, decode } = tablesEncoding(codec, { table: schema });
  return {
    encode: (table) => encode({ table }),
    decode: (payload) => (decode(payload) as { table: Table<Schema> }).table,
  };
}

type Tables<Schemas extends Readonly<Record<string, TableSchema>>> = {
  readonly [Name in keyof Schemas]: Table<Schemas[Name]>;
};

/** For several tables that belong together. */
export function tablesEncoding<Schemas extends Readonly<Record<string, TableSchema>>>(
  codec: Codec,
  schemas: Schemas,
): Encoding<Tables<Schemas>> {
  return {
    encode: (tables) =>
      codec.encodeTables(
        Object.fromEntries(Object.keys(schemas).map((name) => [name, dataOf(tables[name] as unknown as Table)])),
      ),
    decode: (payload) => tablesOf(codec.decodeTables(payload), schemas),
    decodeLater(payload) {
      const open = codec.decodeTablesLater(payload);
      return () => tablesOf(open(), schemas);
    },
  };
}

/** @throws AppError CACHE_PAYLOAD_UNREADABLE when a table or column is missing or of another kind. */
export function tablesOf<Schemas extends Readonly<Record<string, TableSchema>>>(
  tables: OpenTables,
  schemas: Schemas,
): Tables<Schemas> {
  const chosen = Object.entries(schemas).map(([name, schema]) => {
    const table = tables.get(name);
    if (!table) throw unreadable(`no table ${name}`);
    return [name, chooseColumns(table, schema)] as const;
  });
  return Object.freeze(Object.fromEntries(chosen)) as Tables<Schemas>;
}

function chooseColumns(table: Table, schema: TableSchema): Table {
  for (const [name, kind] of Object.entries(schema)) {
    if (table.schema[name] !== kind) throw unreadable(`no column ${name} of kind ${kind}`);
  }
  return tableOver(schema, table.rows, (name) => table.column(name));
}
