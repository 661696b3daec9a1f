/** A head office that the simulation can do with as it likes. */
export { createMemoryClaims } from './memory-claims.ts';
export { createMemoryOffice, type MemoryOffice, type MemoryOfficeOptions, officeUnreachable } from './memory-office.ts';
export { createSimOffice, type OfficeLine, type SimOffice } from './office-line.ts';
