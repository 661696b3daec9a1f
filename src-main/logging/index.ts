/** The door of logging. */
export { archiveLogs } from './archive-logs.ts';
export { createLog, LOG_LEVELS, type Log, type LogControl, type LogDetails, type LogLevel } from './log.ts';
export { createLogFile, type LogFile } from './log-file.ts';
export { type LoggedLine, newestLines } from './newest-lines.ts';
export { redact, redactText } from './redact.ts';
export { createTrace, newTraceId, type Trace } from './trace.ts';
