/** app.requestSingleInstanceLock: one process a user data folder; the second one's arguments reach the first. */
import { mkdirSync, readdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const MESSAGE = /^second-instance-\d+\.json$/;

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    // No such process: it ended without letting go.
    return false;
  }
}

/** Gives whether this process is the first; `onSecond` hears the arguments of those that are not. */
export function requestLock(folder: string, onSecond: (argv: string[]) => void): boolean {
  mkdirSync(folder, { recursive: true });
  const lockFile = join(folder, 'stand-in.lock');
  try {
    writeFileSync(lockFile, String(process.pid), { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    if (isAlive(Number(readFileSync(lockFile, 'utf8')))) {
      writeFileSync(join(folder, `second-instance-${process.pid}.json`), JSON.stringify(process.argv));
      return false;
    }
    writeFileSync(lockFile, String(process.pid));
  }
  const watcher = watch(folder, () => {
    for (const name of readdirSync(folder).filter((entry) => MESSAGE.test(entry))) {
      const text = readFileSync(join(folder, name), 'utf8');
      // The watcher may be faster than the writer.
      if (text === '') continue;
      rmSync(join(folder, name));
      onSecond(JSON.parse(text) as string[]);
    }
  });
  watcher.unref();
  process.on('exit', () => rmSync(lockFile, { force: true }));
  return true;
}
