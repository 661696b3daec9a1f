/** Saves the rejected rows of an import as the CSV file that the engine made. */
import { useMutation } from '@tanstack/react-query';
import type { ImportId } from '#shared/domain/ids.ts';
import { useClient } from '../../api/index.ts';
import { download } from '../../components/index.ts';

export function useRejectedDownload() {
  const client = useClient();
  return useMutation({
    mutationFn: async (importId: ImportId) => {
      const { fileName, csv } = await client.ingest.rejected({ importId });
      download(csv, fileName, 'text/csv;charset=utf-8');
    },
  });
}
