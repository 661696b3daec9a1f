/** 出了什么问题、如何解决。占位符与英文一致：`{name}` 取自错误的详情；`[[…]]` 中的详情缺失时整段省略。 */
import type { ErrorCode } from '../domain/error-codes.ts';
import type { ErrorText } from './errors.en.ts';

export const errorsZhCn: Readonly<Record<ErrorCode, ErrorText>> = {
  INTERNAL: { sentence: '门店看板内部出错。', wayOut: '请重试。若再次出现，请把此处显示的追踪编号告诉 IT 人员。' },
  CANCELLED: { sentence: '操作已取消。', wayOut: '没有任何改动，可随时重新开始。' },
  NOT_FOUND: { sentence: '内容不存在[[：{what}]]。', wayOut: '可能已被移除，请返回重新选择。' },
  INVALID_INPUT: { sentence: '提交的内容无效[[：{fields}]][[（{problem}）]]。', wayOut: '请更正所列字段后重试。' },
  UNAUTHORISED: {
    sentence: '您尚未登录。',
    wayOut: '请打开服务启动时打印的网址。该网址只能使用一次，服务可按需打印新的网址。',
  },
  ENGINE_STARTING: { sentence: '门店看板正在启动。', wayOut: '请稍后重试。' },
  SERVICE_UNAVAILABLE: {
    sentence: '有一项服务暂不可用[[：{service}]]。',
    wayOut: '请稍后重试。系统页面会显示缺少什么。',
  },
  SERVICE_FAILED: {
    sentence: '服务“{service}”无法启动[[：{cause}]]。',
    wayOut: '请重新启动门店看板。若再次出现，请把日志交给 IT 人员。',
  },
  SERVICES_MISWIRED: { sentence: '此版本的门店看板组装有误：{problem}。', wayOut: '请重新安装门店看板。' },
  CONFIG_INVALID: {
    sentence: '配置无效，未被采用：{problem}。',
    wayOut: '请在 {file} 中更正。在此之前沿用现有设置。',
  },
  SETTING_FIXED: {
    sentence: '设置“{setting}”由环境变量 {variable} 固定。',
    wayOut: '要在此处修改，请移除该变量并重新启动门店看板。',
  },
  DATABASE_BUSY: { sentence: '数据库正忙。', wayOut: '请稍后重试，并关闭其他打开该文件的程序。' },
  DATABASE_CORRUPT: {
    sentence: '数据库已损坏[[：{problem}]]。',
    wayOut: '请重新启动门店看板：损坏的文件会被另存，并恢复最近一份完好的备份。',
  },
  DATABASE_NEWER: {
    sentence: '数据由更新版本的门店看板写入（结构版本 {found}，本版本支持到 {known}）。',
    wayOut: '请安装更新的版本。没有任何改动。',
  },
  DATABASE_IN_USE: {
    sentence: '另一个门店看板正在使用这些数据[[：{directory}]]。',
    wayOut: '请关闭正在使用的窗口或服务，或另选数据目录。',
  },
  DISK_FULL: { sentence: '磁盘已满。', wayOut: '请清理空间后重试。已保存的内容不会丢失。' },
  DISK_WRITE_FAILED: {
    sentence: '磁盘拒绝写入[[：{path}]]。',
    wayOut: '请检查磁盘是否已连接、是否只读，以及门店看板是否有写入权限。',
  },
  BACKUP_FAILED: { sentence: '备份失败。', wayOut: '请检查磁盘剩余空间后重试。' },
  BACKUP_INVALID: { sentence: '这不是一份完整的门店看板备份。', wayOut: '请选择其他备份。没有任何改动。' },
  FILE_NOT_FOUND: { sentence: '文件不存在[[：{file}]]。', wayOut: '文件可能已被移动或改名，请重新选择。' },
  FILE_UNREADABLE: { sentence: '无法读取文件[[：{file}]]。', wayOut: '请在其他程序中关闭它，并确认您有权打开它。' },
  FILE_CHANGED: {
    sentence: '读取过程中文件发生了变化[[：{file}]]。',
    wayOut: '请等文件写完后重新导入。没有任何改动。',
  },
  FILE_EMPTY: { sentence: '文件是空的[[：{file}]]。', wayOut: '请重新导出，并确认其中有数据。' },
  FILE_BINARY: { sentence: '这不是文本表格[[：{file}]]。', wayOut: '请选择 CSV、XLSX 或 XLS 文件。' },
  FILE_ENCRYPTED: {
    sentence: '工作簿受密码保护[[：{file}]]。',
    wayOut: '请在表格软件中打开，取消密码后保存。',
  },
  FILE_TOO_COMPRESSED: {
    sentence: '文件解压后的大小远超表格应有的范围[[：{file}]]。',
    wayOut: '该文件可能有害。请重新导出，或另存为 CSV。',
  },
  FILE_TOO_MANY_COLUMNS: {
    sentence: '文件的列数超出可读取的范围[[（上限 {limit}）]]。',
    wayOut: '请检查分隔符，或删去不需要的列。',
  },
  FILE_FIELD_TOO_LONG: {
    sentence: '文件中有一个字段过长，无法读取[[（第 {record} 条记录）]]。',
    wayOut: '该处可能缺少引号。请更正文件后重试。',
  },
  FILE_FORMAT_UNKNOWN: { sentence: '无法识别的文件类型[[：{file}]]。', wayOut: '请选择 CSV、XLSX 或 XLS 文件。' },
  FILE_DAMAGED: { sentence: '文件损坏或不完整[[：{file}]]。', wayOut: '请重新复制或导出。没有任何改动。' },
  FILE_ENCODING_WRONG: {
    sentence: '文件的编码与所选编码不符[[（{encoding}）]]。',
    wayOut: '请选择其他编码，或使用自动识别。',
  },
  FILE_KIND_UNKNOWN: {
    sentence: '无法识别文件的内容[[：{file}]]。',
    wayOut: '请说明它是订单、商品、门店还是库存，以及各列的含义。',
  },
  FILE_STORES_ACROSS: {
    sentence: '此表每家门店各占一列[[：{columns}]]。',
    wayOut: '请改为每家门店每天一行，列为日期、门店、金额，再重新导入。',
  },
  FILE_TOO_LARGE: { sentence: '文件超出允许的大小[[（{limit} MB）]]。', wayOut: '请拆分文件，或请 IT 人员提高上限。' },
  MAPPING_INCOMPLETE: {
    sentence: '缺少必需的列[[：{fields}]]。',
    wayOut: '请在预览中为它们选择对应的列；如果这些列在另一个文件里（例如明细所属的订单表），请把两个文件一起导入。',
  },
  STORE_NEEDED: {
    sentence: '文件没有说明订单属于哪家门店[[：{file}]]。',
    wayOut: '请选择门店，或选择代表门店的列（命令行中使用 --store 名称）。',
  },
  IMPORT_RUNNING: { sentence: '另一个导入正在进行。', wayOut: '请等它结束，或将其取消。' },
  IMPORT_NOTHING_LEFT: { sentence: '这些文件中没有可以导入的内容。', wayOut: '请检查文件，以及各列是否已被识别。' },
  IMPORT_NOTHING_TO_UNDO: { sentence: '没有可以撤销的导入。', wayOut: '只有最后一次导入可以撤销，且只能撤销一次。' },
  TEMPLATE_UNKNOWN: { sentence: '没有名为“{name}”的模板。', wayOut: '请从列表中选择。' },
  STORE_UNKNOWN: { sentence: '没有名为“{name}”的门店。', wayOut: '请从门店列表中选择。' },
  AMOUNT_TOO_LARGE: {
    sentence: '有金额超出可精确保存的范围。',
    wayOut: '请在文件中更正后重新导入。没有任何改动。',
  },
  SUM_TOO_LARGE: {
    sentence: '金额合计超出可精确计算的范围：900,719,925,474。',
    wayOut: '请选择较少的日期或门店。如果是导入时出现，说明文件中有金额错误；未保存任何内容。',
  },
  PORT_IN_USE: { sentence: '端口 {port} 已被其他程序占用。', wayOut: '请选择其他端口，或不指定端口以使用空闲端口。' },
  ADDRESS_UNAVAILABLE: {
    sentence: '本机无法监听 {host}。',
    wayOut: '请选择本机的地址，例如 127.0.0.1。',
  },
  ORIGIN_REFUSED: { sentence: '该请求来自其他页面，已被拒绝。', wayOut: '请通过服务打印的网址打开门店看板。' },
  REQUEST_TOO_LARGE: { sentence: '请求过大。', wayOut: '请减少单次提交的内容；文件请发送到 /upload。' },
  METHOD_NOT_ALLOWED: { sentence: '此地址不接受 {method} 请求。', wayOut: '参见 /api/docs。' },
  TOO_MANY_STREAMS: {
    sentence: '同时打开的实时连接过多[[（{open} 个）]]。',
    wayOut: '请关闭不再使用的门店看板页面，之后实时更新会自动恢复。',
  },
  COMMAND_UNKNOWN: { sentence: '没有命令“{command}”。', wayOut: '“npm run hub -- help”会列出所有命令。' },
  COMMAND_MISUSED: { sentence: '命令用法有误：{problem}。', wayOut: '“npm run hub -- help”会说明用法。' },
  IMPORT_ALL_REJECTED: {
    sentence: '没有导入任何内容：所有行均被拒绝（{rows} 行）。',
    wayOut: '原因写在被拒绝的行旁边。请检查文件的列和格式。',
  },
  PAGE_NOT_BUILT: { sentence: '页面尚未构建。', wayOut: '请运行“npm start”（会自动构建）或“npm run build”。' },
  CACHE_PAYLOAD_UNREADABLE: { sentence: '缓存中的一项无法读取[[：{reason}]]。', wayOut: '无需处理：系统会重新计算。' },
  WARMUP_RUNNING: {
    sentence: '预热正在进行[[：{task_id}]]。',
    wayOut: '请等它结束，或先停止它再启动新的预热。',
  },
  SCHEDULE_INVALID: {
    sentence: '计划时间无效：{problem}。',
    wayOut: '请依次填写分、时、日、月、星期，例如“0 2 * * *”表示每天 02:00。',
  },
  PLATFORM_THROTTLED: {
    sentence: '平台 {platform} 要求暂停访问。',
    wayOut: '系统稍后会自动重试，已有的数据可以照常使用。',
  },
  PLATFORM_UNREACHABLE: {
    sentence: '平台 {platform} 没有响应。',
    wayOut: '请检查网络连接，系统稍后会自动重试。',
  },
  PLATFORM_REFUSED: {
    sentence: '{platform} 拒绝了此操作[[：{said}]][[（{code}）]]。',
    wayOut: '请按提示更正后重试。如果没有提示，请检查该店铺的授权范围。',
  },
  PLATFORM_UNREADABLE: {
    sentence: '平台 {platform} 返回的内容无法识别。',
    wayOut: '系统稍后会自动重试。如果一直如此，请把日志交给 IT 人员。',
  },
  PLATFORM_ITEM_UNREADABLE: {
    sentence: '{platform} 返回的 {subject} 无法识别：{field}。',
    wayOut: '请在平台上改正。系统会自动再次获取，其余数据照常同步。',
  },
  PLATFORM_RESTING: {
    sentence: '{platform} 连续多次出错，暂时停止请求。',
    wayOut: '系统会自动重试。您的修改已保存，届时会自动发送。',
  },
  PLATFORM_SIGN_IN: {
    sentence: '{platform} 不再接受该店铺的授权。',
    wayOut: '请重新连接该店铺。待发送的修改已保留，之后会自动发送。',
  },
  QUOTA_USED_UP: {
    sentence: '{platform} 今天允许的调用次数已用完。',
    wayOut: '新的一天开始后会自动继续。IT 人员可以在同步页登记加购的额度。',
  },
  SHOP_UNKNOWN: {
    sentence: '该店铺尚未连接。',
    wayOut: '请选择已连接的店铺，或先连接它。',
  },
  SHOP_ALREADY_CONNECTED: {
    sentence: '店铺 {shop} 已经连接。',
    wayOut: '如需修改授权，请在同步页打开它。',
  },
  CARRIER_UNKNOWN: {
    sentence: '{platform} 不认识物流公司“{carrier}”。',
    wayOut: '请按平台列表中的名称或代码填写，然后重试。',
  },
  CREDENTIALS_WRONG: {
    sentence: '{platform} 不接受这些信息[[（{code}）]]。',
    wayOut: '请与平台后台中的信息逐字核对。',
  },
  CREDENTIALS_MISSING: {
    sentence: '缺少以下信息：{fields}。',
    wayOut: '请填写标出的项目后重试。',
  },
  VAULT_UNREADABLE: {
    sentence: '无法在这台电脑上读取店铺的授权信息。',
    wayOut: '请重新连接店铺。订单和待发送的修改不受影响。',
  },
  CHANGE_UNKNOWN: {
    sentence: '找不到这项修改。',
    wayOut: '请刷新页面：它可能已过期，不再列出。',
  },
  CHANGE_SETTLED: {
    sentence: '这项修改已经发送或已放弃。',
    wayOut: '如仍需改为其他值，请重新修改。',
  },
  CHANGE_WAITING: {
    sentence: '已在本机保存，正在等待发送。',
    wayOut: '无需处理：平台可连接时会自动发送。',
  },
  CHANGE_IN_CONFLICT: {
    sentence: '平台上也修改了此项，需要您选择以哪一个为准。',
    wayOut: '请在同步页的“冲突”中选择。',
  },
  PUSH_UNSUPPORTED: {
    sentence: '该平台不接受此类修改[[：{kind}]]。',
    wayOut: '请在平台后台修改，然后放弃此项。',
  },
  WHOLE_PIECES_ONLY: {
    sentence: '{platform} 的库存只能按整件计算，而此项要增减 {value} 件。',
    wayOut: '请放弃此项，再按整件修改库存。',
  },
  WHOLE_CENTS_ONLY: {
    sentence: '{platform} 的价格最多两位小数，而此项为 {value}。',
    wayOut: '请放弃此项，再填写最多两位小数的价格。',
  },
  LISTING_GONE: {
    sentence: '{platform} 上已没有此商品，或没有此规格。',
    wayOut: '如需继续销售，请先在平台上重新上架，再重试；否则请放弃此项。',
  },
  LISTING_WITHOUT_CODE: {
    sentence: '此规格在 {platform} 上没有商家编码（SKU），无法从这里修改。',
    wayOut: '请在平台上填写商家编码，然后重试。',
  },
  ORDER_GONE: {
    sentence: '{platform} 上已没有此订单。',
    wayOut: '请在平台上查找。如果订单已被删除，请放弃此项。',
  },
  NOTHING_TO_FULFIL: {
    sentence: '此订单在 {platform} 上已没有可发货的商品。',
    wayOut: '可能已在平台上发货或取消。如果无误，请放弃此项。',
  },
  NOT_STOCKED_THERE: {
    sentence: '{platform} 上此商品在该店铺的仓库（location）没有库存记录。',
    wayOut: '请在平台上为此商品启用该仓库的库存，然后重试。',
  },
  OUTBOX_ELSEWHERE: {
    sentence: '另一台电脑曾用这些数据的副本发送修改，此项可能已发送。',
    wayOut: '请在平台上核对：没有则重试，已有则放弃此项。',
  },
  EDIT_OVERTAKEN: {
    sentence: '无法撤销：同一内容之后又被修改过。',
    wayOut: '请先撤销之后的修改，或重新修改。',
  },
  CONFLICT_SETTLED: {
    sentence: '这个冲突已经处理。',
    wayOut: '如需改变决定，请先撤销。',
  },
  UNDO_TOO_LATE: {
    sentence: '已超过 {hours} 小时，无法撤销。',
    wayOut: '请重新修改。',
  },
  ALREADY_UNDONE: {
    sentence: '这项操作已经撤销。',
    wayOut: '无需再撤销。如需其他值，请重新修改。',
  },
  PULL_WOULD_EMPTY: {
    sentence: '{platform} 显示 {products} 件商品中有 {affected} 件已下架或售罄。目前没有任何改动。',
    wayOut: '请先到平台核对店铺：属实则在同步页选择允许，否则选择忽略。',
  },
  OFFICE_UNREACHABLE: {
    sentence: '无法连接总部数据库。',
    wayOut: '本店一切照常；恢复后会自动发送待发送的内容。',
  },
  OFFICE_REFUSED: {
    sentence: '总部数据库拒绝访问。',
    wayOut: '请在设置中检查地址、用户和密码。',
  },
  OFFICE_ROW_REFUSED: {
    sentence: '总部数据库不接受某条数据（{rule}）。',
    wayOut: '其他内容照常同步。请把此规则告知 IT，处理后再次同步。',
  },
  OFFICE_NEWER: {
    sentence: '总部数据库需要更新版本的系统（结构版本 {theirs}，本机支持 {ours}）。',
    wayOut: '请更新这台电脑上的系统。',
  },
  OFFICE_OLDER: {
    sentence: '总部数据库的版本较旧（结构版本 {theirs}，本机需要 {ours}）。',
    wayOut: '请 IT 人员在有权限的电脑上升级它。',
  },
};
