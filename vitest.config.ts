import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const alias = { '#shared': fileURLToPath(new URL('shared', import.meta.url)) };

/** One kind of test; `seconds` is what a single test of it may take before it counts as hung. */
function project(name: string, folder: string, seconds: number, parallel: boolean) {
  return {
    resolve: { alias },
    test: {
      name,
      include: [`test/${folder}/**/*.test.{ts,tsx}`],
      environment: 'node',
      testTimeout: seconds * 1_000,
      hookTimeout: seconds * 1_000,
      fileParallelism: parallel,
      pool: 'forks' as const,
    },
  };
}

export default defineConfig({
  test: {
    // A test that waits for what never comes must not hold up the others.
    teardownTimeout: 10_000,
    projects: [
      project('unit', 'unit', 20, true),
      project('integration', 'integration', 120, true),
      project('e2e', 'e2e', 120, false),
      project('packaging', 'packaging', 300, false),
    ],
  },
});
