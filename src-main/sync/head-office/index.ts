/** The head office: where the computers of a chain meet. It is optional; without one nothing here costs anything. */
export {
  type OfficeReadTasks,
  type OfficeWriteTasks,
  officeReadTasks,
  officeWriteTasks,
} from './local/tasks.ts';
export type { Office } from './office.ts';
export { OFFICE_CRASH_POINTS, type OfficeCrashPoint, type OfficeCrashPointName, officeRound } from './round.ts';
