/** Files in: what was found in them, what would change, the import itself, its history and its undo. */
import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { businessDate, currencyCode, fileGrantId, importId, instant, reason, storeId } from './primitives.ts';

export const fileKind = z.enum(['orders', 'products', 'stores', 'stock']);
export type FileKind = z.infer<typeof fileKind>;

/** What a column of a file may stand for. One list for all kinds; src-main/ingest says which kind takes which. */
export const FIELDS = [
  // an order
  'orderNumber',
  'lineNumber',
  'store',
  'storeName',
  'platform',
  'channel',
  'placedAt',
  'placedDate',
  'placedTime',
  'paidAt',
  'status',
  'refundStatus',
  'paymentMethod',
  'cancelledAt',
  'currency',
  'orderTotal',
  'amountPaid',
  'amountReceived',
  'refundedAmount',
  'shippingFee',
  'tax',
  'orderDiscount',
  'deliveryCost',
  'platformFee',
  'customerCode',
  'customerName',
  'customerPhone',
  'customerAddress',
  'note',
  'carrier',
  'trackingNumber',
  'shippedAt',
  'deliveredAt',
  // an order line
  'productCode',
  'productName',
  'productVariant',
  'category',
  'quantity',
  'unitPrice',
  'lineAmount',
  'lineDiscount',
  'unitCost',
  'lineCost',
  'lineProfit',
  // a product (productCode, productName, category, unitCost as above)
  'brand',
  'barcode',
  'listPrice',
  // a store (store, storeName as above)
  'country',
  'region',
  'city',
  'timeZone',
  'openedOn',
  'storeKind',
  // stock (store, productCode as above)
  'stockQuantity',
  'countedAt',
] as const;
export const field = z.enum(FIELDS);
export type Field = z.infer<typeof field>;

export const encoding = z.enum(['utf-8', 'utf-16le', 'utf-16be', 'gb18030', 'big5', 'windows-1252']);
export type Encoding = z.infer<typeof encoding>;
export const delimiter = z.enum([',', ';', '\t', '|']);
export type Delimiter = z.infer<typeof delimiter>;
/** The order in which a date's parts stand. `excel` is a serial number of days since 1899-12-30. */
export const dateOrder = z.enum(['ymd', 'mdy', 'dmy', 'excel', 'epoch-seconds', 'epoch-milliseconds']);
export type DateOrder = z.infer<typeof dateOrder>;

/** Everything that decides how a file is read. Detected by `inspect`, correctable by staff, kept in a template. */
export const fileSettings = z.object({
  kind: fileKind,
  encoding: encoding.optional(),
  delimiter: delimiter.optional(),
  /** Sheet name, for a workbook. */
  sheet: z.string().optional(),
  /** Further sheets with the same headings, read as if they stood below it. */
  moreSheets: z.array(z.string()).max(500).optional(),
  /** Zero-based record that holds the headings; -1 when the file has none. */
  headerRecord: z.int().min(-1),
  /** Column index by field; a field that is left out is not in the file. */
  columns: z.partialRecord(field, z.int().nonnegative()),
  dateOrder: dateOrder.optional(),
  decimalComma: z.boolean(),
  /** The template these came from, `shopify`, `taobao`, …, or one saved by staff. */
  template: z.string().nullable(),
  /** Fixed values for the whole file, for what it has no column for (or an empty cell). */
  store: z.string().optional(),
  platform: z.string().optional(),
  channel: z.string().optional(),
  currency: currencyCode.optional(),
  timeZone: z.string().optional(),
});
export type FileSettings = z.infer<typeof fileSettings>;

export const inspectedFile = z.object({
  /** The grant asked about; one of its own for each further sheet of a workbook that holds a table of another kind. */
  fileId: fileGrantId,
  name: z.string(),
  bytes: z.int().nonnegative(),
  format: z.enum(['csv', 'xlsx', 'xls', 'unknown']),
  /** Null when no kind was recognised: the file is left out unless staff choose one. */
  settings: fileSettings.nullable(),
  sheets: z.array(z.string()),
  headings: z.array(z.string()),
  /** The first 50 records after the headings, as text. */
  preview: z.array(z.array(z.string())),
  /** What staff must answer before the file can be read: `store` when it has neither a store column nor a fixed store. */
  questions: z.array(z.enum(['store', 'columns'])),
  /** What the store that is asked for is probably called: the name of its sheet. */
  suggestedStore: z.string().optional(),
  /** Fields that the kind needs and no column was found for. */
  missing: z.array(field),
  /** True when another file of the plan may change this answer: to be asked again once more files are known. */
  dependsOnOthers: z.boolean(),
  /** Why the file cannot be read at all. */
  refusal: reason.nullable(),
});
export type InspectedFile = z.infer<typeof inspectedFile>;

export const plannedFile = z.object({ fileId: fileGrantId, settings: fileSettings });
export const importPlan = z.object({ files: z.array(plannedFile).min(1).max(500) });
export type ImportPlan = z.infer<typeof importPlan>;

export const rejectionCount = z.object({ reason: z.string(), rows: z.int() });
export const importCounts = z.object({
  /** Records read, headings and blank lines left out. */
  rows: z.int(),
  /** Rows that made, changed, repeated what was there, or were refused: they add up to `rows`. */
  added: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  rejected: z.int(),
  /** Rows left out on purpose, such as a total row at the end. They are part of `rows`. */
  skipped: z.int(),
  orders: z.int(),
  products: z.int(),
  stores: z.int(),
  stock: z.int(),
  /** The days of the orders met, also of those that were there already; null for none. */
  firstDate: businessDate.nullable().default(null),
  lastDate: businessDate.nullable().default(null),
  rejections: z.array(rejectionCount),
});
export type ImportCounts = z.infer<typeof importCounts>;

export const importState = z.enum(['running', 'checked', 'committed', 'cancelled', 'failed', 'undone']);
export const importProgress = z.object({
  importId,
  dryRun: z.boolean(),
  phase: z.enum(['waiting', 'reading', 'indexing', 'committing', 'done']),
  rows: z.int(),
  bytes: z.int(),
  totalBytes: z.int(),
  rowsPerSecond: z.number(),
  secondsLeft: z.number().nullable(),
  state: importState,
  counts: importCounts.nullable(),
  failure: reason.nullable(),
});
export type ImportProgress = z.infer<typeof importProgress>;

export const importRecord = z.object({
  id: importId,
  startedAt: instant,
  finishedAt: instant.nullable(),
  state: importState,
  files: z.array(z.object({ name: z.string(), kind: fileKind, rows: z.int() })),
  counts: importCounts.nullable(),
  failure: reason.nullable(),
  hasRejectedRows: z.boolean(),
  canUndo: z.boolean(),
});
export type ImportRecord = z.infer<typeof importRecord>;

export const templateSummary = z.object({ name: z.string(), builtIn: z.boolean(), kind: fileKind });

const tags = ['Import'];
export const ingestContract = {
  inspect: oc
    .route({ method: 'POST', path: '/imports/inspect', tags, summary: 'Detect format, columns and kind of files' })
    .input(
      z.object({
        files: z
          .array(z.object({ fileId: fileGrantId, settings: fileSettings.partial().optional() }))
          .min(1)
          .max(500),
        /** The plan's other files: orders told in two files need both, and a list's codes are what orders refer to. */
        beside: z.array(plannedFile).max(500).optional(),
      }),
    )
    /** In the order asked; further sheets behind them. */
    .output(z.object({ files: z.array(inspectedFile) })),
  /** Starts the import (or its dry run) and returns at once; follow it with `progress`. */
  start: oc
    .route({ method: 'POST', path: '/imports', tags, summary: 'Import files, or only check what an import would do' })
    .input(z.object({ plan: importPlan, dryRun: z.boolean() }))
    .output(z.object({ importId })),
  progress: oc
    .route({ method: 'GET', path: '/imports/{importId}/progress', tags, summary: 'Follow an import until it ends' })
    .input(z.object({ importId: z.coerce.number().pipe(importId) }))
    .output(eventIterator(importProgress)),
  cancel: oc
    .route({
      method: 'POST',
      path: '/imports/{importId}/cancel',
      tags,
      summary: 'Stop an import; nothing of it is kept',
    })
    .input(z.object({ importId: z.coerce.number().pipe(importId) }))
    .output(z.object({ cancelled: z.boolean() })),
  history: oc
    .route({ method: 'GET', path: '/imports', tags, summary: 'Imports, the newest first' })
    .input(z.object({ limit: z.coerce.number().int().min(1).max(500).default(50) }))
    .output(z.object({ imports: z.array(importRecord) })),
  undo: oc
    .route({ method: 'POST', path: '/imports/{importId}/undo', tags, summary: 'Take the last import back' })
    .input(z.object({ importId: z.coerce.number().pipe(importId) }))
    .output(z.object({ orders: z.int() })),
  /** The rejected rows as a CSV file (UTF-8 with BOM) with a column for the reason. */
  rejected: oc
    .route({ method: 'GET', path: '/imports/{importId}/rejected', tags, summary: 'Rejected rows with a reason each' })
    .input(z.object({ importId: z.coerce.number().pipe(importId) }))
    .output(z.object({ fileName: z.string(), csv: z.string() })),
  templates: oc
    .route({ method: 'GET', path: '/import-templates', tags, summary: 'Column mappings that can be chosen' })
    .output(z.object({ templates: z.array(templateSummary) })),
  saveTemplate: oc
    .route({ method: 'POST', path: '/import-templates', tags, summary: 'Save a mapping for files with these headings' })
    .input(
      z.object({
        name: z.string().trim().min(1).max(80),
        headings: z.array(z.string()).max(2_000),
        settings: fileSettings,
      }),
    )
    .output(z.object({ name: z.string() })),
  deleteTemplate: oc
    .route({ method: 'DELETE', path: '/import-templates/{name}', tags, summary: 'Forget a saved mapping' })
    .input(z.object({ name: z.string() }))
    .output(z.object({ deleted: z.boolean() })),
  /** A generated chain of 20 stores, or the real UCI "Online Retail" set. Returns grants, ready for `inspect`. */
  sample: oc
    .route({ method: 'POST', path: '/imports/sample', tags, summary: 'Sample files to try the app with' })
    .input(z.object({ set: z.enum(['chain', 'uci-online-retail']) }))
    .output(z.object({ files: z.array(z.object({ fileId: fileGrantId, name: z.string(), bytes: z.int() })) })),
  storesMatching: oc
    .route({
      method: 'GET',
      path: '/imports/store-names',
      tags,
      summary: 'Stores that a file may be said to belong to',
    })
    .output(z.object({ stores: z.array(z.object({ storeId, name: z.string() })) })),
};
