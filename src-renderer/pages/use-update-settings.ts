/** Saves a setting at once; one that could not be saved is said, and shown as it was. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useApi } from '../api/index.ts';
import { useFailureText } from '../components/index.ts';

export function useUpdateSettings() {
  const api = useApi();
  const queries = useQueryClient();
  const { notification } = App.useApp();
  const failureText = useFailureText();
  return useMutation(
    api.system.updateSettings.mutationOptions({
      onSuccess: (saved) => {
        queries.setQueryData(api.system.info.queryKey(), (info) => (info ? { ...info, settings: saved } : info));
        void queries.invalidateQueries({ queryKey: api.analytics.bounds.key() });
      },
      onError: (error) => {
        const { sentence, wayOut } = failureText(error);
        notification.error({ title: sentence, description: wayOut });
      },
    }),
  );
}
