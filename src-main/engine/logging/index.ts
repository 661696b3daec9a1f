/** The door of the engine's logging. */
export { createLog, LOG_LEVELS, type Log, type LogControl, type LogDetails, type LogLevel } from './log.ts';
export { type LoggedLine, newestLines } from './newest-lines.ts';
export { redact, redactText } from './redact.ts';
export { openWeekFile, type WeekFile } from './week-file.ts';
