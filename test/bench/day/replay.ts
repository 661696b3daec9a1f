/** A working day of a chain, replayed with the engine as it ships: what was asked, how long it took, what was checked. */
import { isDeepStrictEqual } from 'node:util';
import type { Engine } from '../../../src-main/engine/index.ts';
import { openFreshAnswers, type Question } from '../../integration/cache/levels/fresh-answers.ts';
import { createShop, type Random, seeded } from '../../integration/cache/levels/shop.ts';
import { ask, importFile, said } from '../../integration/cache/levels/staff-asks.ts';
import type { DayClock } from './day-clock.ts';
import { createStaff, detailOf, lookOf, type Person } from './staff.ts';

export interface DayOptions {
  readonly engine: Engine;
  readonly directory: string;
  readonly clock: DayClock;
  readonly minutes: number;
  /** An upload comes every so many minutes; null: none does. */
  readonly uploadEvery: number | null;
  readonly seed: number;
}

export interface DayResult {
  readonly latencies: Float64Array;
  readonly uploads: number;
  readonly boards: { readonly asked: number; readonly cached: number };
  readonly checked: number;
  /** What was answered otherwise than by the database itself. */
  readonly wrong: readonly Question[];
}

const MINUTE = 60_000;
const TIME_ZONE_HOURS = 8;
const UPLOAD_ORDERS = 25;
/** A minute of the day lasts so long here, one with an upload longer: less time than the app really has. */
const REAL_MILLISECONDS_A_MINUTE = 120;
const REAL_MILLISECONDS_AN_UPLOAD = 1_500;
const CHECKED_SHARE = 0.04;

interface Given {
  readonly question: Question;
  readonly answer: unknown;
}

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

export async function replayDay({
  engine,
  directory,
  clock,
  minutes,
  uploadEvery,
  seed,
}: DayOptions): Promise<DayResult> {
  const random = seeded(seed);
  const { stores } = await engine.api.stores.list();
  const staff = createStaff(stores.length);
  const shop = createShop(directory, 0, random);
  const fresh = openFreshAnswers(directory, clock.now);
  const latencies: number[] = [];
  const wrong: Question[] = [];
  const boards = { asked: 0, cached: 0 };
  let uploads = 0;
  let checked = 0;
  const begin = clock.now();
  const today = () => new Date(clock.now() + TIME_ZONE_HOURS * 60 * MINUTE).toISOString().slice(0, 10);

  async function put(question: Question): Promise<unknown> {
    const began = performance.now();
    const answer = await ask(engine, question);
    latencies.push(performance.now() - began);
    if (question.kind === 'overview') {
      boards.asked++;
      if ((answer as { freshness: { source: string } }).freshness.source === 'cache') boards.cached++;
    }
    return answer;
  }

  async function look(person: Person, own: Random, given: Given[]): Promise<void> {
    await pause(own() * REAL_MILLISECONDS_A_MINUTE);
    const { board, orders, opens } = lookOf(person, own, today());
    const putAll = (questions: readonly Question[]) =>
      Promise.all(
        questions.map(async (question) => {
          const answer = await put(question);
          if (own() < CHECKED_SHARE) given.push({ question, answer });
          return answer;
        }),
      );
    await putAll(board);
    const answers = await putAll(orders);
    const listed = (answers.at(-1) as { orders: { id: number }[] } | undefined)?.orders ?? [];
    for (let i = 0; i < opens; i++) {
      const detail = detailOf(own, listed);
      if (detail) await putAll([detail]);
    }
  }

  function check(given: readonly Given[]): void {
    for (const { question, answer } of given) {
      checked++;
      if (!isDeepStrictEqual(said(answer), said(fresh.answer(question, answer)))) wrong.push(question);
    }
  }

  /** The store looks at once at what it has uploaded, and so does somebody else. */
  async function upload(store: { id: number; name: string }): Promise<void> {
    await importFile(engine, shop.upload(store.name, today(), UPLOAD_ORDERS));
    uploads++;
    const given: Given[] = [];
    const ownBoard: Person = { eagerness: 1, scope: () => [store.id] };
    await look(ownBoard, seeded(seed + uploads), given);
    check(given);
  }

  try {
    for (let minute = 0; minute < minutes; minute++) {
      clock.moveTo(begin + minute * MINUTE);
      const given: Given[] = [];
      const writes = uploadEvery !== null && minute % uploadEvery === uploadEvery - 1;
      const uploading = writes ? upload(stores[Math.floor(random() * stores.length)]!) : null;
      const over = pause(writes ? REAL_MILLISECONDS_AN_UPLOAD : REAL_MILLISECONDS_A_MINUTE);
      const asking = staff
        .filter((person) => random() < person.eagerness)
        .map((person, i) => look(person, seeded(seed * 7_919 + minute * 31 + i), given));
      await Promise.all(asking);
      await uploading;
      // While it was written, an answer from before it and one from after it are both right.
      if (!writes) check(given);
      await over;
    }
  } finally {
    fresh.close();
  }
  return { latencies: Float64Array.from(latencies).sort(), uploads, boards, checked, wrong };
}
