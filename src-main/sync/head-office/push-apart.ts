/** Sends rows together; where the office refuses them, in ever smaller parts, until the one that it refuses is alone. */
import { AppError } from '#shared/domain/app-error.ts';

export interface Pushed<Answer> {
  readonly answers: readonly Answer[];
  readonly refused: readonly RefusedRow[];
}

export interface RefusedRow {
  /** Its place among those that were sent. */
  readonly place: number;
  readonly error: AppError;
}

/**
 * Gives what was answered of all that the office takes.
 * @param payload the JSON of an array.
 * @throws what `send` throws of all rows alike.
 */
export async function pushApart<Answer>(
  payload: string,
  send: (payload: string) => Promise<readonly Answer[]>,
): Promise<Pushed<Answer>> {
  const answers: Answer[] = [];
  const refused: RefusedRow[] = [];

  async function part(text: string, rows: readonly unknown[] | null, from: number): Promise<void> {
    try {
      answers.push(...(await send(text)));
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'OFFICE_ROW_REFUSED') throw error;
      const known = rows ?? (JSON.parse(text) as unknown[]);
      if (known.length <= 1) {
        refused.push({ place: from, error });
        return;
      }
      const half = Math.ceil(known.length / 2);
      const [first, second] = [known.slice(0, half), known.slice(half)];
      await part(JSON.stringify(first), first, from);
      await part(JSON.stringify(second), second, from + half);
    }
  }

  await part(payload, null, 0);
  return { answers, refused };
}
