/** CSV or Excel of the table it stands beside. */
import { DownloadOutlined } from '@ant-design/icons';
import { App, Button, Dropdown } from 'antd';
import { useTranslation } from 'react-i18next';
import type { TableData } from './columns.ts';
import { tableToCsv } from './export/csv.ts';
import { download } from './export/download.ts';
import { tableToXlsx } from './export/xlsx.ts';
import { useFailureText } from './use-failure-text.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export function ExportMenu<Row>({ table, title }: { table: TableData<Row>; title: string }) {
  const { t } = useTranslation();
  const { notification } = App.useApp();
  const failureText = useFailureText();
  const saveXlsx = async (): Promise<void> => {
    try {
      download(await tableToXlsx(table), `${table.name}.xlsx`, XLSX);
    } catch (error) {
      const { sentence, wayOut } = failureText(error);
      notification.error({ title: sentence, description: wayOut });
    }
  };
  const items = [
    {
      key: 'csv',
      label: t('table.csv'),
      onClick: () => download(tableToCsv(table), `${table.name}.csv`, 'text/csv;charset=utf-8'),
    },
    { key: 'xlsx', label: t('table.xlsx'), onClick: () => void saveXlsx() },
  ];
  return (
    <Dropdown menu={{ items }} trigger={['click']} placement="bottomRight" disabled={table.rows.length === 0}>
      <Button
        className="no-print"
        size="small"
        type="text"
        icon={<DownloadOutlined />}
        aria-label={`${t('table.export')}: ${title}`}
      />
    </Dropdown>
  );
}
