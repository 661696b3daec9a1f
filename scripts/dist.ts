/** `npm run dist [-- OPTION…]`: installers for this platform into dist/, from a fresh build. */
import { build } from './build-state.ts';
import { commandFile, runNode } from './project.ts';

const built = await build();
process.exitCode =
  built === 0
    ? await runNode([commandFile('electron-builder'), '--publish', 'never', ...process.argv.slice(2)])
    : built;
