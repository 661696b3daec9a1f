/** Keeps a file's settings under a name, for every file with the same headings. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input, Modal } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FileSettings } from '#shared/contract/index.ts';
import { useApi } from '../../api/index.ts';
import { FailureNotice } from '../../components/index.ts';

interface SaveTemplateProps {
  readonly headings: readonly string[];
  readonly settings: FileSettings;
  correct(settings: FileSettings): void;
}

export function SaveTemplate({ headings, settings, correct }: SaveTemplateProps) {
  const { t } = useTranslation('import');
  const api = useApi();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const [name, setName] = useState<string | null>(null);
  const input = useId();
  const own = useQuery(api.ingest.templates.queryOptions()).data?.templates.find(
    (template) => !template.builtIn && template.name === settings.template,
  );
  const refresh = () => queries.invalidateQueries({ queryKey: api.ingest.templates.key() });
  const save = useMutation(
    api.ingest.saveTemplate.mutationOptions({
      onSuccess: async (saved) => {
        await refresh();
        setName(null);
        correct({ ...settings, template: saved.name });
        void message.success(t('template.saved', { name: saved.name }));
      },
    }),
  );
  const forget = useMutation(
    api.ingest.deleteTemplate.mutationOptions({
      onSuccess: async (_, forgotten) => {
        await refresh();
        correct({ ...settings, template: null });
        void message.success(t('template.forgotten', { name: forgotten.name }));
      },
    }),
  );
  const given = name?.trim() ?? '';
  const submit = (): void => {
    if (given !== '') save.mutate({ name: given, headings: [...headings], settings });
  };
  return (
    <span className="actions">
      {own !== undefined && (
        <Button size="small" type="text" loading={forget.isPending} onClick={() => forget.mutate({ name: own.name })}>
          {t('template.forget', { name: own.name })}
        </Button>
      )}
      <Button size="small" onClick={() => setName(own?.name ?? '')}>
        {t('template.save')}
      </Button>
      <Modal
        open={name !== null}
        title={t('template.title')}
        okText={t('template.confirm')}
        cancelText={t('run.cancel')}
        okButtonProps={{ disabled: given === '', loading: save.isPending }}
        onOk={submit}
        onCancel={() => setName(null)}
        destroyOnHidden
      >
        <Form layout="vertical" onFinish={submit}>
          <p className="quiet">{t('template.explain')}</p>
          <label htmlFor={input}>{t('template.name')}</label>
          <Input
            id={input}
            autoFocus
            maxLength={80}
            value={name ?? ''}
            onChange={(event) => setName(event.target.value)}
            onPressEnter={submit}
          />
          {save.error !== null && <FailureNotice error={save.error} />}
        </Form>
      </Modal>
    </span>
  );
}
