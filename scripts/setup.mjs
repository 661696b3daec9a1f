/**
 * Makes a fresh clone ready and runs a script on the pinned Node: `node scripts/setup.mjs SCRIPT [ARGUMENT…]`.
 * Runs on any Node from 20 on and needs no package: what it would need is what it installs.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const nodePackage = join(root, 'node_modules', 'node');
const pinnedNode = join(nodePackage, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
const stamp = join(root, 'node_modules', '.mendian-setup');
const lockFile = join(root, 'package-lock.json');

/** What the installation must match: the lock file's content, since its time changes with every checkout. */
const fingerprint = () => createHash('sha256').update(readFileSync(lockFile)).digest('hex');

function isInstalled() {
  if (!existsSync(pinnedNode)) return false;
  if (existsSync(stamp)) return readFileSync(stamp, 'utf8') === fingerprint();
  // Installed by hand: npm writes this file when an installation is complete.
  const npmMark = join(root, 'node_modules', '.package-lock.json');
  return existsSync(npmMark) && statSync(npmMark).mtimeMs >= statSync(lockFile).mtimeMs;
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    // No such process: it was ended before it could take its mark away.
    return false;
  }
}

/** Two installations at a time would undo each other: the second one waits for the first. */
function installOnce() {
  const mark = join(tmpdir(), `mendian-setup-${createHash('sha256').update(root).digest('hex').slice(0, 16)}`);
  for (;;) {
    try {
      writeFileSync(mark, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      const owner = Number(readFileSync(mark, 'utf8'));
      if (owner > 0 && !isAlive(owner)) rmSync(mark, { force: true });
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 250);
    }
  }
  try {
    if (!isInstalled()) install();
  } finally {
    rmSync(mark, { force: true });
  }
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
  if (runNpm(['ci', '--no-audit', '--no-fund']) !== 0) {
    throw new Error('npm ci failed. Check the network and the registry (npm config get registry), then try again.');
  }
  if (!existsSync(pinnedNode)) fetchPinnedNode();
  writeFileSync(stamp, fingerprint());
}

/** npm may be set to run no package's install script; the one of `node` only puts the binary in its place. */
function fetchPinnedNode() {
  spawnSync(process.execPath, ['installArchSpecificPackage.js'], { cwd: nodePackage, stdio: ['ignore', 2, 2] });
  if (existsSync(pinnedNode)) return;
  const { version } = JSON.parse(readFileSync(join(nodePackage, 'package.json'), 'utf8'));
  throw new Error(`the npm package node@${version} brought no binary for ${process.platform} ${process.arch}.`);
}

if (!isInstalled()) {
  try {
    installOnce();
  } catch (error) {
    console.error(`Mendian: ${error.message}`);
    process.exit(1);
  }
}

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
