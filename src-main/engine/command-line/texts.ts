/** What the commands say to people, in both languages. */
import type { Health, ImportCounts, ImportProgress, WarmupProgress, WarmupRun } from '#shared/contract/index.ts';
import type { Language } from '#shared/i18n/index.ts';

type Amount = 'orders' | 'units' | 'grossSales' | 'refunds' | 'netSales' | 'cost' | 'grossProfit';

export interface Texts {
  readonly columns: Readonly<Record<Amount, string>>;
  readonly states: Readonly<Record<Health['state'], string>>;
  readonly version: string;
  readonly dataDirectory: string;
  readonly state: string;
  readonly stores: string;
  readonly lastImport: string;
  readonly lastBackup: string;
  readonly lastWarmup: string;
  readonly none: string;
  readonly noOrders: string;
  readonly imported: string;
  readonly checked: string;
  readonly noBrowser: string;
  readonly traceId: string;
  counts(counts: ImportCounts): string;
  progress(progress: ImportProgress): string;
  warming(progress: WarmupProgress): string;
  warmed(run: WarmupRun): string;
  otherCurrencies(codes: string): string;
  backupMade(file: string): string;
  restored(file: string, setAside: string): string;
  undone(importId: number, orders: number): string;
  serving(url: string): string;
  list(names: readonly string[]): string;
}

const PERCENT = 100;

/** Gives how much of an import's bytes is read, `0` to `100`. */
function percentOf({ bytes, totalBytes }: ImportProgress): string {
  return totalBytes === 0 ? '0' : Math.min(PERCENT, (bytes / totalBytes) * PERCENT).toFixed(0);
}

const en: Texts = {
  columns: {
    orders: 'orders',
    units: 'units',
    grossSales: 'gross sales',
    refunds: 'refunds',
    netSales: 'net sales',
    cost: 'cost',
    grossProfit: 'gross profit',
  },
  states: {
    starting: 'starting',
    healthy: 'healthy',
    degraded: 'degraded',
    failed: 'failed',
    stopped: 'stopped',
  },
  version: 'version',
  dataDirectory: 'data directory',
  state: 'state',
  stores: 'stores',
  lastImport: 'last import',
  lastBackup: 'last backup',
  lastWarmup: 'last warmup',
  none: 'none',
  noOrders: 'There are no orders yet.',
  imported: 'Imported.',
  checked: 'Checked; nothing was changed.',
  noBrowser: 'No browser could be opened; open the address above.',
  traceId: 'trace id',
  counts: ({ rows, added, changed, unchanged, rejected, skipped }) =>
    `${rows} rows: ${added} new, ${changed} changed, ${unchanged} unchanged, ${rejected} rejected, ${skipped} left out`,
  progress: (progress) => {
    const left = progress.secondsLeft === null ? '' : `, ${Math.ceil(progress.secondsLeft)} s left`;
    return `${percentOf(progress)} %, ${progress.rows} rows, ${Math.round(progress.rowsPerSecond)} rows/s${left}`;
  },
  warming: ({ done, total, seconds_left, current }) => {
    const left = seconds_left === null ? '' : `, ${seconds_left} s left`;
    return `${done} of ${total}${left} ${current.slice(0, 3).join(', ')}`;
  },
  warmed: ({ task_id, stores, items, duration }) =>
    `${task_id}: ${stores} stores in ${duration ?? '?'}; ${items.loaded} loaded, ${items.not_modified + items.fresh} warm already, ${items.failed} failed`,
  otherCurrencies: (codes) => `Orders in other currencies are not part of this: --currency ${codes}`,
  backupMade: (file) => `Backup made and restored on trial: ${file}`,
  restored: (file, setAside) => `Restored from ${file}. What was there before lies in ${setAside}`,
  undone: (importId, orders) => `Import ${importId} was taken back (${orders} orders).`,
  serving: (url) =>
    `Mendian is served at ${url}\n(This address works once. Press Enter for a new one, Ctrl+C to stop.)`,
  list: (names) => names.join(', '),
};

const zhCn: Texts = {
  columns: {
    orders: '订单数',
    units: '件数',
    grossSales: '销售额',
    refunds: '退款',
    netSales: '净销售额',
    cost: '成本',
    grossProfit: '毛利',
  },
  states: { starting: '启动中', healthy: '正常', degraded: '部分可用', failed: '故障', stopped: '已停止' },
  version: '版本',
  dataDirectory: '数据目录',
  state: '状态',
  stores: '门店数',
  lastImport: '最近导入',
  lastBackup: '最近备份',
  lastWarmup: '最近预热',
  none: '无',
  noOrders: '还没有订单。',
  imported: '导入完成。',
  checked: '检查完成，没有任何改动。',
  noBrowser: '无法打开浏览器，请手动打开上面的网址。',
  traceId: '追踪编号',
  counts: ({ rows, added, changed, unchanged, rejected, skipped }) =>
    `共 ${rows} 行：新增 ${added}，更新 ${changed}，未变 ${unchanged}，拒绝 ${rejected}，略过 ${skipped}`,
  progress: (progress) => {
    const left = progress.secondsLeft === null ? '' : `，剩余 ${Math.ceil(progress.secondsLeft)} 秒`;
    return `${percentOf(progress)} %，${progress.rows} 行，每秒 ${Math.round(progress.rowsPerSecond)} 行${left}`;
  },
  warming: ({ done, total, seconds_left, current }) => {
    const left = seconds_left === null ? '' : `，剩余 ${seconds_left} 秒`;
    return `${done}/${total}${left} ${current.slice(0, 3).join('、')}`;
  },
  warmed: ({ task_id, stores, items, started_at, finished_at }) => {
    const seconds = finished_at === null ? '?' : Math.round((Date.parse(finished_at) - Date.parse(started_at)) / 1000);
    return `${task_id}：${stores} 家门店，用时 ${seconds} 秒；加载 ${items.loaded} 项，已是最新 ${items.not_modified + items.fresh} 项，失败 ${items.failed} 项`;
  },
  otherCurrencies: (codes) => `其他币种的订单不包含在内：--currency ${codes}`,
  backupMade: (file) => `备份完成，并已试恢复：${file}`,
  restored: (file, setAside) => `已从 ${file} 恢复。原有数据保存在 ${setAside}`,
  undone: (importId, orders) => `已撤销导入 ${importId}（${orders} 个订单）。`,
  serving: (url) => `门店看板网址：${url}\n（此网址只能使用一次。按回车键获取新网址，按 Ctrl+C 停止。）`,
  list: (names) => names.join('、'),
};

/** Gives the texts of a language. */
export function textsOf(language: Language): Texts {
  return language === 'zh-CN' ? zhCn : en;
}
