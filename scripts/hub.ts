/** `npm run hub -- …`: the headless command line from source; the page it serves is built first when it is stale. */
import { buildIfStale } from './build-state.ts';
import { hubEnvironment } from './hub-environment.ts';
import { runNode } from './project.ts';

const args = process.argv.slice(2);
const built = args[0] === 'serve' ? await buildIfStale() : 0;
process.exitCode =
  built === 0 ? await runNode(['src-main/hub.ts', ...args], { env: hubEnvironment(process.env) }) : built;
