/** An engine in a directory of its own, for tests; `cleanUp` closes it and removes the directory. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEngine, type Engine, type EngineOptions } from '../../../src-main/engine/index.ts';

export interface RunningEngine {
  readonly engine: Engine;
  readonly directory: string;
  cleanUp(): Promise<void>;
}

export async function startEngine(options: Partial<EngineOptions> = {}): Promise<RunningEngine> {
  const directory = mkdtempSync(join(tmpdir(), 'mendian-engine-'));
  const engine = createEngine({ dataDirectory: directory, mode: 'hub', version: '0.0.0-test', ...options });
  await engine.start();
  return {
    engine,
    directory,
    async cleanUp() {
      await engine.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
