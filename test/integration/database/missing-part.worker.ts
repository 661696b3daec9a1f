/** A thread that cannot be loaded until its data directory is there. */
import { existsSync } from 'node:fs';
import { workerData } from 'node:worker_threads';

const { dataDirectory } = workerData as { readonly dataDirectory: string };
if (!existsSync(dataDirectory)) throw new Error('a part of this worker is missing');

export const run = () => ({ ok: true, result: 'done' });
