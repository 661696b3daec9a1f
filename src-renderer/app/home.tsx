/** The way in: to the first start when there is no order yet, else to the overview. */
import { useQuery } from '@tanstack/react-query';
import { Navigate } from 'react-router';
import { useApi } from '../api/index.ts';
import { FailureNotice } from '../components/index.ts';

export function Home() {
  const info = useQuery(useApi().system.info.queryOptions());
  if (info.error !== null) return <FailureNotice error={info.error} onRetry={() => void info.refetch()} />;
  if (info.data === undefined) return null;
  return <Navigate to={info.data.firstStart ? '/welcome' : '/overview'} replace />;
}
