/** The door of the system area. */
export { createSystemArea, type SystemAreaOptions } from './area.ts';
export { settingsOf } from './settings.ts';
export { systemReadTasks } from './tasks.ts';
