/** The few sentences that Electron shows outside the page: menus, dialogs of the system, and why it could not start. */
export interface DesktopTexts {
  readonly file: string;
  readonly edit: string;
  readonly view: string;
  readonly window: string;
  readonly quit: string;
  readonly close: string;
  readonly undo: string;
  readonly redo: string;
  readonly cut: string;
  readonly copy: string;
  readonly paste: string;
  readonly selectAll: string;
  readonly reload: string;
  readonly actualSize: string;
  readonly zoomIn: string;
  readonly zoomOut: string;
  readonly fullScreen: string;
  readonly minimise: string;
  readonly pickFiles: string;
  readonly pickFolder: string;
  readonly tables: string;
  readonly allFiles: string;
  readonly cannotStart: string;
  readonly pageGone: string;
  readonly pageGoneDetail: string;
  readonly notSaved: string;
  readonly notSavedDetail: string;
}

const EN: DesktopTexts = {
  file: 'File',
  edit: 'Edit',
  view: 'View',
  window: 'Window',
  quit: 'Quit Mendian',
  close: 'Close window',
  undo: 'Undo',
  redo: 'Redo',
  cut: 'Cut',
  copy: 'Copy',
  paste: 'Paste',
  selectAll: 'Select all',
  reload: 'Reload',
  actualSize: 'Actual size',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  fullScreen: 'Full screen',
  minimise: 'Minimise',
  pickFiles: 'Choose files with orders, products, stores or stock',
  pickFolder: 'Choose a folder of such files',
  tables: 'Tables (CSV, TSV, Excel)',
  allFiles: 'All files',
  cannotStart: 'Mendian cannot start',
  pageGone: 'The page stopped working twice within a minute.',
  pageGoneDetail: 'Nothing that was saved is lost. Load it once more, or quit and open Mendian again.',
  notSaved: 'The file could not be saved',
  notSavedDetail: 'Is there room on the disk, and may you write there? Save it once more, or choose another folder.',
};

const ZH: DesktopTexts = {
  file: '文件',
  edit: '编辑',
  view: '视图',
  window: '窗口',
  quit: '退出门店看板',
  close: '关闭窗口',
  undo: '撤销',
  redo: '重做',
  cut: '剪切',
  copy: '复制',
  paste: '粘贴',
  selectAll: '全选',
  reload: '重新加载',
  actualSize: '实际大小',
  zoomIn: '放大',
  zoomOut: '缩小',
  fullScreen: '全屏',
  minimise: '最小化',
  pickFiles: '选择订单、商品、门店或库存文件',
  pickFolder: '选择存放这些文件的文件夹',
  tables: '表格文件（CSV、TSV、Excel）',
  allFiles: '所有文件',
  cannotStart: '门店看板无法启动',
  pageGone: '页面在一分钟内两次停止工作。',
  pageGoneDetail: '已保存的数据不会丢失。可再次加载页面，或退出后重新打开。',
  notSaved: '文件未能保存',
  notSavedDetail: '请检查磁盘空间和文件夹的写入权限，然后重新保存，或换一个文件夹。',
};

/** Gives the texts for a language tag such as `zh-CN` or `en-GB`. */
export function desktopTexts(languageTag: string): DesktopTexts {
  return /^zh\b/i.test(languageTag) ? ZH : EN;
}
