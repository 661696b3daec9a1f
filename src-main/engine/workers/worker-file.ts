/** Where a worker's entry is: beside this file as source, beside the bundle that this file became part of when built. */
export type WorkerName = 'reader' | 'writer' | 'ingest' | 'cache' | 'codec';

const FROM_SOURCE = import.meta.url.endsWith('.ts');

/** Gives the file of a worker's entry. */
export function workerFile(name: WorkerName): URL {
  return new URL(`./${name}.worker.${FROM_SOURCE ? 'ts' : 'js'}`, import.meta.url);
}
