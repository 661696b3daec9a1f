import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/longest-first.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

interface Kind {
  /** What a single test may take before it counts as hung. */
  readonly seconds: number;
  /** Whether test files may run side by side. */
  readonly parallel: boolean;
  readonly globalSetup?: string;
  /** What is run before each test file. */
  readonly setupFile?: string;
  /** Engines of the tests start the threads of the build: from sources each would read a hundred files before it works. */
  readonly builtThreads?: boolean;
}

/** One kind of test, in the folder of its name. */
function project(name: string, { seconds, parallel, globalSetup, setupFile, builtThreads = false }: Kind) {
  const threads = builtThreads
    ? [{ find: /^.*\/worker-file\.ts$/, replacement: at('test/built-hub/worker-file.ts') }]
    : [];
  return {
    resolve: { alias: [{ find: '#shared', replacement: at('shared') }, ...threads] },
    test: {
      name,
      include: [`test/${name}/**/*.test.{ts,tsx}`],
      environment: 'node',
      pool: 'forks' as const,
      testTimeout: seconds * 1_000,
      hookTimeout: seconds * 1_000,
      // As long as Playwright waits for what a page shows: how soon it comes is the machine's affair.
      expect: { poll: { timeout: 30_000 } },
      fileParallelism: parallel,
      globalSetup: globalSetup === undefined ? [] : [at(globalSetup)],
      setupFiles: setupFile === undefined ? [] : [at(setupFile)],
      env: { NODE_COMPILE_CACHE: at('node_modules/.cache/compiled-tests') },
    },
  };
}

/** Many tests wait for real servers and processes most of the time: on two cores, too, three files run side by side. */
const FEWEST_WORKERS = 3;

export default defineConfig({
  test: {
    maxWorkers: Math.max(FEWEST_WORKERS, availableParallelism() - 1),
    sequence: { sequencer: LongestFirst },
    projects: [
      project('unit', { seconds: 20, parallel: true }),
      project('integration', {
        seconds: 120,
        parallel: true,
        globalSetup: 'test/built-hub/global-setup.ts',
        builtThreads: true,
      }),
      // It has the processors to itself: its worlds are lived through on all of them.
      project('simulation', { seconds: 120, parallel: false }),
      project('e2e', {
        seconds: 120,
        parallel: true,
        globalSetup: 'test/e2e/global-setup.ts',
        setupFile: 'test/e2e/failure-report.ts',
      }),
      project('packaging', { seconds: 300, parallel: false, globalSetup: 'test/e2e/global-setup.ts' }),
    ],
  },
});
