/** The import graph that DESIGN.md lays down: who may know whom, one door a folder, no cycles. */

/** Source files are TypeScript 7, whose compiler has no JavaScript API yet: swc parses them instead. */
const options = {
  parser: 'swc',
  tsPreCompilationDeps: true,
  doNotFollow: { path: 'node_modules' },
  enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
};

/** Folders of src-main that are parts with a door of their own. */
const PARTS = ['analytics', 'api', 'database', 'desktop', 'engine', 'ingest'];

module.exports = {
  options,
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      // A type that goes round disappears before anything runs.
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'resolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: ['^electron$', '^virtual:', '\\.(css|svg|png)$'] },
    },
    {
      name: 'page-knows-no-engine',
      comment: 'The page shows what the API returns: it shares the contract, never code of the engine.',
      severity: 'error',
      from: { path: '^src-renderer/' },
      to: { path: '^src-main/' },
    },
    {
      name: 'engine-knows-no-page',
      severity: 'error',
      from: { path: '^src-main/' },
      to: { path: '^src-renderer/' },
    },
    {
      name: 'shared-knows-nobody',
      severity: 'error',
      from: { path: '^shared/' },
      to: { path: '^(src-main|src-renderer)/' },
    },
    {
      name: 'shared-runs-anywhere',
      comment: 'What both sides import must need neither Node nor Electron.',
      severity: 'error',
      from: { path: '^shared/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'only-desktop-knows-electron',
      comment: 'The engine runs the same in Electron, in the hub and in a test.',
      severity: 'error',
      from: { path: '^src-(main|renderer)/', pathNot: '^src-main/(desktop/|main\\.ts$)' },
      to: { path: '(^|/)electron(/|$)' },
    },
    {
      name: 'only-entries-know-desktop',
      severity: 'error',
      from: { path: '^src-main/', pathNot: '^src-main/(desktop/|main\\.ts$)' },
      to: { path: '^src-main/desktop/' },
    },
    ...PARTS.map((part) => ({
      name: `door-of-${part}`,
      comment: `Others reach src-main/${part} through its index.ts; worker entries take task maps directly.`,
      severity: 'error',
      from: { path: '^(src-main|src-renderer|shared)/', pathNot: [`^src-main/${part}/`, '^src-main/engine/workers/'] },
      to: {
        path: `^src-main/${part}/`,
        // A part that is made of folders may offer one door each, and the task maps that run in worker threads.
        pathNot: [`^src-main/${part}/(index|.+/index)\\.ts$`],
      },
    })),
  ],
};
