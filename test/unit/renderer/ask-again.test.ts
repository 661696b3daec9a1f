import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { expect, it, onTestFinished } from 'vitest';
import { askAgain } from '../../../src-renderer/api/index.ts';

/** A page that shows a question, and the answers that were asked for; each is given when the test says so. */
function shownQuestion() {
  const queries = new QueryClient();
  const answers: PromiseWithResolvers<string>[] = [];
  const page = new QueryObserver(queries, {
    queryKey: ['edits', { store: 1 }],
    queryFn() {
      const answer = Promise.withResolvers<string>();
      answers.push(answer);
      return answer.promise;
    },
    retry: false,
  });
  onTestFinished(page.subscribe(() => undefined));
  const news = () => askAgain(queries, ['edits']);
  const becomes = (shown: unknown) => expect.poll(() => page.getCurrentResult().data).toBe(shown);
  return { answers, page, news, becomes };
}

it('asks once more after a first answer that was on its way when there was news', async () => {
  const { answers, news, becomes } = shownQuestion();
  news();
  expect(answers).toHaveLength(1);
  answers[0]!.resolve('waiting');
  await becomes('waiting');
  await expect.poll(() => answers.length).toBe(2);
  answers[1]!.resolve('sent');
  await becomes('sent');
});

it('asks once more after a first answer that failed', async () => {
  const { answers, news, becomes } = shownQuestion();
  news();
  answers[0]!.reject(new Error('the link was lost'));
  await expect.poll(() => answers.length).toBe(2);
  answers[1]!.resolve('sent');
  await becomes('sent');
});

it('drops a later answer that was on its way, and asks at once', async () => {
  const { answers, news, becomes } = shownQuestion();
  answers[0]!.resolve('nothing');
  await becomes('nothing');
  news();
  news();
  expect(answers).toHaveLength(3);
  answers[2]!.resolve('sent');
  answers[1]!.resolve('waiting');
  await becomes('sent');
});
