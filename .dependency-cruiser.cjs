/** The import graph that DESIGN.md lays down: who may know whom, one door a folder, no cycles. */
const { existsSync, readdirSync } = require('node:fs');

/** Source files are TypeScript 7, whose compiler has no JavaScript API yet: swc parses them instead. */
const options = {
  parser: 'swc',
  tsPreCompilationDeps: true,
  doNotFollow: { path: 'node_modules' },
  enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
};

const ROOTS = ['src-main', 'src-renderer', 'shared'];

/** Every folder with an `index.ts`, however deep, in the tree that is being looked at. */
const FOLDERS_WITH_DOOR = ROOTS.filter((root) => existsSync(root))
  .flatMap((root) => readdirSync(root, { recursive: true, withFileTypes: true }))
  .filter((entry) => entry.name === 'index.ts')
  .map(({ parentPath }) => parentPath.replaceAll('\\', '/'));

/** What is offered beside the doors, and to whom outside of the part that offers it. */
const SIDE_DOORS = [
  // A thread takes the tasks of every part by name, and nothing else of it. So does the task that keeps their answers.
  { to: '^src-main/.+/(file-)?tasks\\.ts$', guests: '^src-main/(engine/workers/|cache/levels/answers-task\\.ts$)' },
  // Sums are written in the transaction that writes what they sum, so the threads of other parts reach the rollups.
  { to: '^src-main/analytics/rollup/index\\.ts$', guests: '^src-main/(ingest|engine/system)/' },
  // What a platform says of its orders is written and counted as files are, in the transaction of the sync.
  { to: '^src-main/ingest/write/index\\.ts$', guests: '^src-main/sync/' },
  // The hub's entry is the command line; the window's entry must not carry it.
  { to: '^src-main/engine/command-line/index\\.ts$', guests: '^src-main/hub\\.ts$' },
  // Style sheets have no names to import: the page's entry takes them for their effect.
  { to: '^src-renderer/theme/styles\\.ts$', guests: '^src-renderer/main\\.tsx$' },
];

const SOURCES = `^(${ROOTS.join('|')})/`;

function doorRule(folder) {
  return {
    name: `door-of-${folder.replaceAll('/', '-')}`,
    comment: `Others reach ${folder} through its index.ts.`,
    severity: 'error',
    from: { path: SOURCES, pathNot: `^${folder}/` },
    to: { path: `^${folder}/`, pathNot: [`^${folder}/index\\.ts$`, ...SIDE_DOORS.map(({ to }) => to)] },
  };
}

function sideDoorRule({ to, guests }) {
  return {
    name: 'side-door',
    comment: `Beside the part itself only ${guests} may import ${to}.`,
    severity: 'error',
    from: { path: '^(src-[^/]+/[^/]+)', pathNot: guests },
    to: { path: to, pathNot: '^$1/' },
  };
}

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
    {
      name: 'parts-know-no-engine',
      comment: 'The engine puts the parts together; a part that knew it would know all of them.',
      severity: 'error',
      from: { path: '^src-main/[^/]+/', pathNot: '^src-main/(engine|desktop)/' },
      to: { path: '^src-main/engine/' },
    },
    {
      name: 'logging-knows-no-part',
      severity: 'error',
      from: { path: '^src-main/logging/' },
      to: { path: '^src-main/', pathNot: '^src-main/logging/' },
    },
    ...FOLDERS_WITH_DOOR.map(doorRule),
    ...SIDE_DOORS.map(sideDoorRule),
  ],
};
