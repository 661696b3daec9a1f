/** How a file stands, by sign and word, never by colour alone. */
import {
  CheckCircleOutlined,
  ClockCircleOutlined,
  CloseCircleOutlined,
  MinusCircleOutlined,
  QuestionCircleOutlined,
} from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { FileState } from './import-draft.ts';

const SIGNS: Readonly<Record<FileState, readonly [ReactNode, string]>> = {
  looking: [<ClockCircleOutlined key="sign" />, 'is-quiet'],
  refused: [<CloseCircleOutlined key="sign" />, 'is-bad'],
  unrecognised: [<QuestionCircleOutlined key="sign" />, 'is-warning'],
  'left-out': [<MinusCircleOutlined key="sign" />, 'is-quiet'],
  asking: [<QuestionCircleOutlined key="sign" />, 'is-warning'],
  ready: [<CheckCircleOutlined key="sign" />, 'is-good'],
};

export function FileStateTag({ state }: { state: FileState }) {
  const { t } = useTranslation('import');
  const [sign, look] = SIGNS[state];
  return (
    <span className={`state-tag ${look}`}>
      <span aria-hidden="true">{sign}</span> {t(`state.${state}`)}
    </span>
  );
}
