export { ConflictsPage } from './conflicts-page.tsx';
export { SyncPage } from './sync-page.tsx';
