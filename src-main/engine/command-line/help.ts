/** `help`: every command with its options, in the reader's language. */
import type { Language } from '#shared/i18n/index.ts';
import type { Command, CommandResult } from './command.ts';

interface Usage {
  readonly usage: string;
  readonly en: string;
  readonly 'zh-CN': string;
}

const COMMANDS: readonly Usage[] = [
  {
    usage: 'serve [--port PORT] [--host HOST] [--open]',
    en: 'serve the page and the API until stopped',
    'zh-CN': '提供页面和接口服务，直到停止',
  },
  {
    usage:
      'import FILE|FOLDER… [--store NAME] [--template NAME] [--currency CODE] [--zone ZONE] [--rejected FILE] [--dry-run]',
    en: 'import orders, products, stores and stock; all or nothing',
    'zh-CN': '导入订单、商品、门店和库存；要么全部成功，要么毫无改动',
  },
  {
    usage:
      'report [--store all|NAME,…] [--from YYYY-MM-DD] [--to YYYY-MM-DD] [--by store|day|month|hour|channel|product] [--currency CODE]',
    en: 'sales by store, day, month, hour, channel or product',
    'zh-CN': '按门店、日、月、小时、渠道或商品汇总销售',
  },
  {
    usage: 'warmup [full|incremental] [--days N]',
    en: 'fill the cache, so that staff need not wait for it',
    'zh-CN': '预热缓存，让店员打开页面时无需等待',
  },
  { usage: 'status', en: 'what there is and how it is', 'zh-CN': '查看数据与运行状态' },
  { usage: 'backup [--to FILE]', en: 'make a backup and restore it on trial', 'zh-CN': '备份并试恢复' },
  { usage: 'restore FILE', en: 'replace the data by a backup', 'zh-CN': '用备份替换现有数据' },
  { usage: 'undo', en: 'take the last import back', 'zh-CN': '撤销最后一次导入' },
  { usage: 'doctor', en: 'check configuration, disk, data and services', 'zh-CN': '检查配置、磁盘、数据和服务' },
  { usage: 'help', en: 'show this', 'zh-CN': '显示本帮助' },
];

const GLOBAL: readonly Usage[] = [
  { usage: '--data-dir DIR', en: 'where the data lies (MENDIAN_DATA_DIR)', 'zh-CN': '数据目录（MENDIAN_DATA_DIR）' },
  { usage: '--json', en: 'one JSON document on standard output', 'zh-CN': '在标准输出打印一个 JSON 文档' },
  { usage: '--lang en|zh-CN', en: 'language of messages', 'zh-CN': '消息语言' },
  { usage: '--verbose', en: 'log lines on standard error', 'zh-CN': '在标准错误输出打印日志' },
];

function linesOf(usages: readonly Usage[], language: Language): string {
  return usages.map((entry) => `  ${entry.usage}\n      ${entry[language]}`).join('\n');
}

/** Gives the whole help. */
export function helpText(language: Language): string {
  const [commands, options] = language === 'zh-CN' ? ['命令', '通用选项'] : ['Commands', 'Options of every command'];
  return `npm run hub -- COMMAND\n\n${commands}\n${linesOf(COMMANDS, language)}\n\n${options}\n${linesOf(GLOBAL, language)}`;
}

export const help: Command = {
  name: 'help',
  options: {},
  async run(context): Promise<CommandResult> {
    const commands = COMMANDS.map((entry) => ({ usage: entry.usage, summary: entry[context.language()] }));
    return { json: { commands }, text: helpText(context.language()) };
  },
};
