import { ORPCError } from '@orpc/client';
import { describe, expect, it } from 'vitest';
import type { ImportProgress } from '#shared/contract/index.ts';
import { AppError, serializeError } from '#shared/domain/app-error.ts';
import type { ImportId } from '#shared/domain/ids.ts';
import type { Client } from '../../../../../src-renderer/api/index.ts';
import { followRun } from '../../../../../src-renderer/pages/import/follow-run.ts';

const RUN = 7 as ImportId;

function progress(phase: ImportProgress['phase'], rows: number): ImportProgress {
  return {
    importId: RUN,
    dryRun: false,
    phase,
    rows,
    bytes: 0,
    totalBytes: 0,
    rowsPerSecond: 0,
    secondsLeft: null,
    state: phase === 'done' ? 'committed' : 'running',
    counts: null,
    failure: null,
  };
}

/** An engine whose streams are given one after the other; an Error in one breaks it there. */
function engine(...streams: (ImportProgress | Error)[][]): Client {
  const rest = [...streams];
  async function* stream() {
    for (const item of rest.shift() ?? []) {
      if (item instanceof Error) throw item;
      yield item;
    }
  }
  return { ingest: { progress: async () => stream() } } as unknown as Client;
}

async function followed(client: Client): Promise<string[]> {
  const seen: string[] = [];
  const listener = {
    onProgress: ({ phase, rows }: ImportProgress) => seen.push(`${phase} ${rows}`),
    onLost: () => seen.push('lost'),
    onFailure: (error: unknown) => seen.push(`failed ${error instanceof ORPCError ? error.code : error}`),
  };
  await followRun(client, RUN, listener, new AbortController().signal, async () => undefined);
  return seen;
}

describe('following an import', () => {
  it('ends with it', async () => {
    expect(await followed(engine([progress('reading', 1), progress('done', 9)]))).toEqual(['reading 1', 'done 9']);
  });

  it('takes it up again after the connection was lost', async () => {
    const lost = new TypeError('Failed to fetch');
    expect(
      await followed(engine([progress('reading', 1), lost], [progress('reading', 5), progress('done', 9)])),
    ).toEqual(['reading 1', 'lost', 'reading 5', 'done 9']);
  });

  it('asks again when the stream ends before the import has', async () => {
    expect(await followed(engine([progress('reading', 1)], [progress('done', 9)]))).toEqual([
      'reading 1',
      'lost',
      'done 9',
    ]);
  });

  it('gives up on an import that the engine does not know', async () => {
    const unknown = new ORPCError('NOT_FOUND', { data: serializeError(new AppError('NOT_FOUND')) });
    expect(await followed(engine([unknown]))).toEqual(['failed NOT_FOUND']);
  });
});
