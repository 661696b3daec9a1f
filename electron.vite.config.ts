import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const alias = { '#shared': at('shared') };

/** Loaded from node_modules at run time: native code, or files that start threads of their own by path. */
const EXTERNAL = ['better-sqlite3', 'piscina', 'pino'];

export default defineConfig({
  main: {
    resolve: { alias },
    build: {
      outDir: 'out/main',
      // Everything but EXTERNAL goes into the bundle: less to read at start, less to ship.
      externalizeDeps: false,
      rolldownOptions: {
        external: EXTERNAL,
        // No module of ours does anything when it is imported but the entries: a thread loads only what it calls, and not
        // all that lies behind the doors it goes through. Each thread has a heap of its own for what it loads.
        treeshake: {
          moduleSideEffects: [
            { test: /[\\/](?:src-main|shared)[\\/]/, sideEffects: false },
            { external: true, sideEffects: false },
          ],
        },
        input: {
          main: at('src-main/main.ts'),
          hub: at('src-main/hub.ts'),
          'writer.worker': at('src-main/engine/workers/writer.worker.ts'),
          'reader.worker': at('src-main/engine/workers/reader.worker.ts'),
          'ingest.worker': at('src-main/engine/workers/ingest.worker.ts'),
          'codec.worker': at('src-main/engine/workers/codec.worker.ts'),
          'cache.worker': at('src-main/engine/workers/cache.worker.ts'),
        },
        // Chunks lie beside the entries, so that "beside this file" is the same place for both (workers/worker-file.ts).
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
  preload: {
    resolve: { alias },
    build: {
      outDir: 'out/preload',
      externalizeDeps: false,
      // A sandboxed preload is one CommonJS file that may require nothing but electron.
      rolldownOptions: {
        input: { preload: at('src-main/desktop/preload/preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src-renderer',
    // electron-vite makes the base relative, whatever is said here: a page of two segments would look for its scripts beside it.
    experimental: { renderBuiltUrl: (file) => `/${file}` },
    resolve: { alias },
    plugins: [react()],
    build: {
      outDir: at('out/renderer'),
      emptyOutDir: true,
      target: 'chrome140',
      rolldownOptions: { input: at('src-renderer/index.html') },
    },
  },
});
