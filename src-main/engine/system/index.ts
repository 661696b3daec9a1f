/** The door of the system area. */
export { createSystemArea, type SystemAreaOptions } from './area.ts';
export { createDefaultZone } from './default-zone.ts';
export { examine, type Finding } from './examination.ts';
export { languageOf, settingsOf } from './settings.ts';
