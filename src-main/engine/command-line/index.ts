/** The door of the command line. */
export { type CommandLineOptions, runCommandLine } from './run.ts';
export { processTerminal, type Terminal } from './terminal.ts';
