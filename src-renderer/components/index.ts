export { Change } from './change.tsx';
export { changeOf } from './change-of.ts';
export type { Cell, Column, TableData } from './columns.ts';
export { EmptyNotice } from './empty-notice.tsx';
export { download } from './export/download.ts';
export { Fact } from './fact.tsx';
export { FailureNotice } from './failure-notice.tsx';
export {
  changeColumn,
  countColumn,
  figureColumn,
  moneyColumn,
  quantityColumn,
  ratioColumn,
  textColumn,
} from './figure-columns.ts';
export { LeaveGuard } from './leave-guard.tsx';
export { LongTable } from './long-table.tsx';
export { NoDataYet } from './no-data-yet.tsx';
export { HeadingPlace, PageHeader } from './page-header.tsx';
export { Panel } from './panel.tsx';
export { PlainTable } from './plain-table.tsx';
export { REACHABLE } from './reachable.ts';
export { storeLabel, useStoreLabel } from './store-label.ts';
export { SyncSentences } from './sync-sentences.tsx';
export { asksFailSafe, isSignedOut, listsStamp, syncSummary } from './sync-summary.ts';
export { TableHeading } from './table-heading.tsx';
export { TraceId } from './trace-id.tsx';
export { TypedFilter } from './typed-filter.tsx';
export { type FailureText, useFailureText } from './use-failure-text.ts';
export { useNow } from './use-now.ts';
export { usePrinting } from './use-printing.ts';
export { useReasonText } from './use-reason-text.ts';
export { useRowsInSight } from './use-rows-in-sight.ts';
export { useSyncStatus } from './use-sync-status.ts';
