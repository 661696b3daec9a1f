/** Files in. The first start begins here too, with the same drop zone and the same draft. */
export { DropZone } from './drop-zone.tsx';
export { ImportPage } from './import-page.tsx';
export { type ChooseFiles, type SampleSet, useChooseFiles } from './use-choose-files.ts';
export { useImportDraft } from './use-import-draft.ts';
