/** Values of the cache as bytes, and back. */
export {
  type Codec,
  type CodecMeasurement,
  type CodecParts,
  type CodecThreads,
  createCodec,
  encodeJson,
  packJson,
} from './codec.ts';
export { bestCompression, type CompressionName } from './compression.ts';
export { jsonEncoding, tableEncoding, tablesEncoding } from './encodings.ts';
export { deepFreeze } from './frozen.ts';
export { FORMAT_VERSION, type PayloadHeader, type PayloadKind, payloadHeader } from './payload.ts';
export { encodeTables, openTables } from './table/payload-tables.ts';
export {
  type ColumnData,
  createTable,
  type NumberColumn,
  type ReadonlyNumbers,
  type Row,
  type Table,
  type TableData,
  type TableSchema,
  type TextColumn,
} from './table/table.ts';
export { tableDataOf } from './table/table-data.ts';
