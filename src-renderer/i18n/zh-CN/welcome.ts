/** Words of the welcome page. */
export const welcomeWords = {
  title: '欢迎使用',
  greeting: '放入一个文件，马上看到门店经营数据',
  explain: '把订单文件交给门店看板，片刻之后就能查看销售、商品和门店情况。数据只保存在这台电脑上。',
  settings: '先确认一下',
  language: '语言',
  asSystem: '跟随系统',
  timeZone: '门店所在时区',
  currency: '币种',
  suggestion: '根据本机所在地区，建议使用 {{currency}} 和 {{zone}}。',
  takeSuggestion: '采用建议',
  settingsHint: '文件没有注明时，按这里的时区和币种处理。以后可在“系统”页修改。',
  open: '打开订单文件',
  sample: '或者用示例数据试试',
  chain: {
    title: '20 家门店的连锁',
    explain: '虚构数据：四个月的订单，含成本、库存和配送。',
    use: '试用连锁数据',
  },
  uci: {
    /** The set names no store of its own. */
    store: 'Online Retail 网店',
    title: '一家真实的网店',
    explain: 'UCI “Online Retail” 数据集：英国一家礼品网店 2010 至 2011 年的 541,909 行订单。',
    attribution:
      'Chen, D. (2015). Online Retail. UCI Machine Learning Repository. doi 10.24432/C5BW33，按 CC BY 4.0 许可使用。',
    use: '试用网店数据',
  },
  preparing: '正在准备文件',
  undoHint: '示例数据可以在导入页用“撤销”移除。',
  already: '已经有订单了。',
  toOverview: '前往总览',
} as const;
