/** What is installed here and where its data lies. */
import { Skeleton, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Settings } from '#shared/contract/index.ts';
import { Fact } from '../../components/index.ts';
import { useFormats } from '../../i18n/index.ts';

interface About {
  readonly version: string;
  readonly mode: 'desktop' | 'hub';
  readonly platform: string;
  readonly dataDirectory: string;
  readonly orders: number;
  readonly stores: number;
  readonly settings: Settings;
}

/** As Node calls the systems that the app is made for, and as people call them. */
const PLATFORM_NAMES: Readonly<Record<string, string>> = { win32: 'Windows', darwin: 'macOS', linux: 'Linux' };

export function AboutCard({ info }: { info: About | undefined }) {
  const { t } = useTranslation('system');
  const formats = useFormats();
  return (
    <section className="card" aria-labelledby="system-about">
      <h2 id="system-about">{t('about.heading')}</h2>
      {info === undefined ? (
        <Skeleton active title={false} paragraph={{ rows: 4 }} />
      ) : (
        <dl className="facts">
          <Fact label={t('about.version')} value={info.version} />
          <Fact label={t('about.mode')} value={t(`about.modes.${info.mode}`)} />
          <Fact label={t('about.platform')} value={PLATFORM_NAMES[info.platform] ?? info.platform} />
          <Fact label={t('about.orders')} value={formats.number(info.orders)} />
          <Fact label={t('about.stores')} value={formats.number(info.stores)} />
          <div className="is-wide">
            <dt>{t('about.directory')}</dt>
            <dd>
              <Typography.Text copyable={{ text: info.dataDirectory, tooltips: [t('about.copy'), t('about.copied')] }}>
                {info.dataDirectory}
              </Typography.Text>
            </dd>
          </div>
        </dl>
      )}
    </section>
  );
}
