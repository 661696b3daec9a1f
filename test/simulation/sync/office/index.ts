/** A head office that the simulation can do with as it likes. */
export { createMemoryOffice, type MemoryOffice, type MemoryOfficeOptions } from './memory-office.ts';
export { createSimOffice, type OfficeLine, type SimOffice } from './office-line.ts';
