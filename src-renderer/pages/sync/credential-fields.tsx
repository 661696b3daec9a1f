/** The access details that a platform asks for, each in words. */
import { Input } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlatformForm } from '#shared/contract/index.ts';

/** The fields that have words of their own. */
export const NAMED_FIELDS = [
  'shop',
  'accessToken',
  'clientId',
  'clientSecret',
  'locationId',
  'appKey',
  'appSecret',
  'session',
  'refreshToken',
] as const;

interface CredentialFieldsProps {
  readonly form: PlatformForm;
  readonly values: Readonly<Record<string, string>>;
  onChange(values: Readonly<Record<string, string>>): void;
}

export function CredentialFields({ form, values, onChange }: CredentialFieldsProps) {
  const { t } = useTranslation('sync');
  const id = useId();
  /** A field that a newer platform asks for is shown by its own name. */
  const label = (name: string): string => {
    const known = NAMED_FIELDS.find((one) => one === name);
    return known === undefined ? name : t(`connect.fields.${known}`);
  };
  return (
    <>
      {form.fields.map(({ name, secret, required }) => {
        const shared = {
          id: `${id}-${name}`,
          value: values[name] ?? '',
          maxLength: 4_000,
          // A browser's own keychain has no business with a shop's.
          autoComplete: 'off',
          spellCheck: false,
          'aria-required': required,
          onChange: (event: { target: { value: string } }) => onChange({ ...values, [name]: event.target.value }),
        };
        return (
          <div className="field" key={name}>
            <label htmlFor={shared.id}>
              {label(name)}
              {!required && ` (${t('connect.optional')})`}
            </label>
            {secret ? <Input.Password {...shared} /> : <Input {...shared} />}
          </div>
        );
      })}
      {form.platform === 'shopify' && <p className="quiet small">{t('connect.shopifyHint')}</p>}
    </>
  );
}
