/** The headless entry: one command of the command line, then the end. */
import { processTerminal, runCommandLine } from './engine/command-line/index.ts';
import { boundYoungGeneration, findApplication } from './engine/index.ts';

boundYoungGeneration();

process.exitCode = await runCommandLine({
  arguments: process.argv.slice(2),
  env: process.env,
  terminal: processTerminal(),
  application: findApplication(import.meta.url),
  exit: (code) => process.exit(code),
});
