export { EmptyNotice } from './empty-notice.tsx';
export { FailureNotice } from './failure-notice.tsx';
export { HeadingPlace, PageHeader } from './page-header.tsx';
export { TraceId } from './trace-id.tsx';
export { type FailureText, useFailureText } from './use-failure-text.ts';
