/**
 * Makes what the rollups of an older version's database lack, as an optional service: a little at a time and with pauses, so that no
 * other write waits for long.
 */
import type { RollupWriteTasks } from '../../analytics/index.ts';
import type { Writer } from '../../database/index.ts';
import type { Log } from '../../logging/index.ts';
import type { Later } from '../../resilience/index.ts';
import type { Service } from '../container/index.ts';

/** The start's own work and the look through the indexes (database-service.ts) come first. */
const BEGIN_AFTER_MILLISECONDS = 60_000;
/** A piece takes a tenth of this, or less. */
const PAUSE_MILLISECONDS = 250;
const AGAIN_AFTER_FAILURE_MILLISECONDS = 600_000;

export function rollupService(writer: Writer<RollupWriteTasks>, log: Log, later: Later): Service {
  let callOff: () => void = () => undefined;
  let closed = false;
  let pieces = 0;
  let complete = false;
  let failed = false;

  function plan(milliseconds: number): void {
    if (!closed) callOff = later(milliseconds, () => void makeSome());
  }

  async function makeSome(): Promise<void> {
    try {
      complete = await writer.write('rollups.makeBlocks', null);
      failed = false;
      if (!complete) {
        pieces += 1;
        plan(PAUSE_MILLISECONDS);
      } else if (pieces > 0) {
        log.info('rollups of blocks of stores made', { pieces });
      }
    } catch (error) {
      failed = true;
      log.warn('rollups of blocks of stores could not be made', { error });
      plan(AGAIN_AFTER_FAILURE_MILLISECONDS);
    }
  }

  return {
    name: 'rollups',
    requires: ['database'],
    optional: true,
    async initialize() {
      plan(BEGIN_AFTER_MILLISECONDS);
    },
    health: () => ({ state: failed ? 'degraded' : 'healthy', facts: { complete } }),
    async close() {
      closed = true;
      callOff();
    },
  };
}
