/** From files to orders in four steps, of which those that need nobody go by themselves; below, what was imported so far. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Steps } from 'antd';
import { useCallback, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportPlan } from '#shared/contract/index.ts';
import { useApi, useClient } from '../../api/index.ts';
import { FailureNotice, PageHeader } from '../../components/index.ts';
import { ChooseStage } from './choose-stage.tsx';
import { type DraftStage, needsNobody, planOf } from './import-draft.ts';
import { ImportHistory } from './import-history.tsx';
import { ReviewStage } from './review-stage.tsx';
import { RunStage } from './run-stage.tsx';
import { useImportDraft } from './use-import-draft.ts';
import { useInspection } from './use-inspection.ts';
import { runProgressKey } from './use-run-progress.ts';
import '../cards.css';
import './import.css';

const STAGES: readonly DraftStage[] = ['choose', 'review', 'check', 'import'];

export function ImportPage() {
  const { t } = useTranslation('import');
  const api = useApi();
  const client = useClient();
  const queries = useQueryClient();
  const [draft, change] = useImportDraft();
  const inspection = useInspection(draft, change);
  const place = useFocusOnStage(draft.stage);

  const { mutate: start, ...starting } = useMutation({
    mutationFn: ({ plan, dryRun }: { plan: ImportPlan; dryRun: boolean }) => client.ingest.start({ plan, dryRun }),
    onSuccess: ({ importId }, { dryRun }) => {
      // An engine that was started anew counts dry runs from the same number: what is remembered is another run.
      queries.removeQueries({ queryKey: runProgressKey(importId) });
      change({ type: dryRun ? 'checkStarted' : 'importStarted', runId: importId });
      void queries.invalidateQueries({ queryKey: api.ingest.history.key() });
    },
  });
  const run = useCallback(
    (dryRun: boolean) => {
      const plan = planOf(draft);
      if (plan !== null) start({ plan, dryRun });
    },
    [draft, start],
  );

  // A daily file that needs nobody goes straight on to its trial run.
  const goesOn = needsNobody(draft) && starting.status === 'idle';
  useEffect(() => {
    if (goesOn) run(true);
  }, [goesOn, run]);

  const startOver = (): void => {
    starting.reset();
    change({ type: 'startedOver' });
  };
  const failure = inspection.failure ?? starting.error;
  return (
    <>
      <PageHeader title={t('title')} />
      <div className="import-page">
        <nav aria-label={t('stepsLabel')} className="import-steps">
          <Steps
            size="small"
            current={STAGES.indexOf(draft.stage)}
            items={STAGES.map((stage) => ({ title: t(`steps.${stage}`) }))}
          />
        </nav>
        <div ref={place} tabIndex={-1} className="import-stage">
          {failure !== null && (
            <FailureNotice
              error={failure}
              onRetry={() => (inspection.failure === null ? starting.reset() : inspection.retry())}
            />
          )}
          {draft.stage === 'choose' && <ChooseStage change={change} />}
          {draft.stage === 'review' && (
            <ReviewStage
              draft={draft}
              change={change}
              onCheck={() => run(true)}
              starting={starting.isPending}
              onStartOver={startOver}
            />
          )}
          {(draft.stage === 'check' || draft.stage === 'import') && draft.runId !== null && (
            <RunStage
              key={draft.runId}
              runId={draft.runId}
              dryRun={draft.stage === 'check'}
              followed={draft.files.length === 0}
              onImport={() => run(false)}
              starting={starting.isPending}
              onBack={() => {
                starting.reset();
                change({ type: 'backToReview' });
              }}
              onStartOver={startOver}
            />
          )}
        </div>
        <ImportHistory onFollow={(runId) => change({ type: 'importStarted', runId })} />
      </div>
    </>
  );
}

/** Whoever uses a keyboard or a screen reader is taken to the new step's content; not on the first sight of the page. */
function useFocusOnStage(stage: DraftStage) {
  const place = useRef<HTMLDivElement>(null);
  const before = useRef(stage);
  useEffect(() => {
    if (before.current !== stage) {
      place.current?.focus({ preventScroll: true });
      window.scrollTo({ top: 0 });
    }
    before.current = stage;
  }, [stage]);
  return place;
}
