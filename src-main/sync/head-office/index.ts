/** The head office: where the computers of a chain meet. It is optional; without one nothing here costs anything. */
export {
  createHeadOffice,
  type HeadOffice,
  type HeadOfficeOptions,
  type HeadOfficeSettings,
  type OfficeNote,
  type OfficeSetup,
} from './head-office.ts';
export {
  type OfficeReadTasks,
  type OfficeWriteTasks,
  officeReadTasks,
  officeWriteTasks,
} from './local/tasks.ts';
export { countedOf, noteEmptied, withListing } from './local/with-listing.ts';
export type { Office } from './office.ts';
export type { OfficeAddress } from './pool.ts';
export { OFFICE_CRASH_POINTS, type OfficeCrashPoint, type OfficeCrashPointName, officeRound } from './round.ts';

/** Loaded when there is an office: nobody else pays for its driver. */
export const loadPostgresOffice = () => import('./postgres/index.ts');
