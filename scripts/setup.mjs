/**
 * Makes a fresh clone ready and runs a script on the pinned Node: `node scripts/setup.mjs SCRIPT [ARGUMENT…]`.
 * Runs on any Node from 20 on and needs no package: what it would need is what it installs.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const nodePackage = join(root, 'node_modules', 'node');
const pinnedNode = join(nodePackage, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
const stamp = join(root, 'node_modules', '.mendian-setup');
const lockFile = join(root, 'package-lock.json');

/** npm writes node_modules/.package-lock.json when an installation is complete; the stamp says which lock file it was for. */
function isInstalled() {
  if (!existsSync(pinnedNode)) return false;
  const marks = [stamp, join(root, 'node_modules', '.package-lock.json')].filter((file) => existsSync(file));
  return marks.some((file) => statSync(file).mtimeMs >= statSync(lockFile).mtimeMs);
}

/** npm's own file when this was started by npm; on Windows npm is a batch file, which only a shell runs. */
function runNpm(args) {
  const npmFile = process.env.npm_execpath;
  const [command, prefix, shell] = npmFile?.endsWith('.js')
    ? [process.execPath, [npmFile], false]
    : ['npm', [], process.platform === 'win32'];
  // Standard output belongs to the script that follows: it may be one JSON document.
  return spawnSync(command, [...prefix, ...args], { cwd: root, stdio: ['ignore', 2, 2], shell }).status ?? 1;
}

function install() {
  console.error('Mendian: installing what package-lock.json names (once) …');
  const status = runNpm(['ci', '--no-audit', '--no-fund']);
  if (status !== 0) {
    console.error(
      'Mendian: npm ci failed. Check the network and the registry (npm config get registry), then try again.',
    );
    process.exit(status);
  }
  if (!existsSync(pinnedNode)) fetchPinnedNode();
  writeFileSync(stamp, `${new Date().toISOString()}\n`);
}

/** npm may be set to run no package's install script; the one of `node` only puts the binary in its place. */
function fetchPinnedNode() {
  spawnSync(process.execPath, ['installArchSpecificPackage.js'], { cwd: nodePackage, stdio: ['ignore', 2, 2] });
  if (existsSync(pinnedNode)) return;
  const { version } = JSON.parse(readFileSync(join(nodePackage, 'package.json'), 'utf8'));
  console.error(`Mendian: the npm package node@${version} brought no binary for ${process.platform} ${process.arch}.`);
  process.exit(1);
}

if (!isInstalled()) install();

const [script, ...rest] = process.argv.slice(2);
if (script !== undefined) {
  const binaries = `${join(root, 'node_modules', '.bin')}${process.platform === 'win32' ? ';' : ':'}${process.env.PATH ?? ''}`;
  const child = spawn(pinnedNode, [join(root, script), ...rest], {
    stdio: 'inherit',
    env: { ...process.env, PATH: binaries },
  });
  // A terminal sends Ctrl+C to both; a service manager stops only this process.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    console.error(`Mendian: ${pinnedNode} does not start: ${error.message}`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
}
