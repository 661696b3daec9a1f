/** Something that is asked of sync: what came of it is said in a word, and what failed in a sentence with the way out. */
import { type MutationOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useApi } from '../../api/index.ts';
import { useFailureText } from '../../components/index.ts';

/** What an action is known by. Actions of one scope run one after the other, in the order in which they were asked for. */
type Kind = Pick<MutationOptions, 'mutationKey' | 'scope'>;

/** Gives a mutation around `act`; `done` is shown after it, unless it is null. */
export function useSyncAction<Input, Output>(
  act: (input: Input) => Promise<Output>,
  done: ((output: Output, input: Input) => string | null) | null = null,
  kind: Kind = {},
) {
  const api = useApi();
  const queries = useQueryClient();
  const { message, notification } = App.useApp();
  const failureText = useFailureText();
  return useMutation({
    ...kind,
    mutationFn: act,
    onSuccess(output, input) {
      const said = done?.(output, input) ?? null;
      if (said !== null) void message.success(said);
    },
    onError(error) {
      const { sentence, wayOut } = failureText(error);
      notification.error({ title: sentence, description: wayOut });
    },
    onSettled: () => queries.invalidateQueries({ queryKey: api.sync.key() }),
  });
}
