/** The door of the part that brings files in. Worker entries take `file-tasks.ts` and `write/tasks.ts` directly. */
export { createFileGrants, type FileGrants, type GrantedFile } from './granted-files.ts';
export { createIngest, type IngestOptions } from './ingest.ts';
export { createLatestStream, type LatestStream } from './latest-stream.ts';
export type { FilePool } from './read-and-write.ts';
