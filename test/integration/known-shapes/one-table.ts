/** One table whose rows are all made alike. */
import { delimited, type Value } from './file-bytes.ts';
import { createRandom, createTally, dayOfYear, type Random, type Shape, timeOfDay } from './shape.ts';

interface Invented {
  readonly n: number;
  readonly random: Random;
  readonly day: ReturnType<typeof dayOfYear>;
  readonly time: string;
  readonly quantity: number;
  /** Cents. */
  readonly price: number;
  readonly amount: number;
  readonly cost: number;
  readonly product: number;
}

interface Counted {
  readonly order: string;
  readonly sold: number;
  readonly units?: number;
  readonly back?: number;
  readonly cost?: number;
  readonly store?: string;
}

/** Gives a shape of one table: `row` gives the cells and what they count for, null for nothing. */
export function table(
  name: string,
  headings: string,
  row: (invented: Invented) => readonly [cells: readonly Value[], counted: Counted | null],
  form: {
    readonly store?: string;
    readonly refused?: number;
    readonly rows?: number;
    readonly year?: number;
    readonly perDay?: number;
    readonly bytes?: (rows: Value[][]) => Uint8Array;
    readonly file?: string;
    readonly separator?: string;
  } = {},
): Shape {
  const random = createRandom(77, name);
  const tally = createTally();
  const rows: Value[][] = [headings.split(form.separator ?? ',')];
  for (let n = 0; n < (form.rows ?? 300); n++) {
    const day = dayOfYear(form.year ?? 2023, Math.floor(n / (form.perDay ?? 2)));
    const product = random.below(12);
    const price = 1_000 + product * 137;
    const quantity = 1 + random.below(5);
    const [cells, counted] = row({
      n,
      random,
      day,
      time: timeOfDay(random),
      quantity,
      price,
      amount: price * quantity,
      cost: Math.floor(price * 0.6),
      product,
    });
    rows.push([...cells]);
    if (counted !== null) tally.add({ month: day.key, units: quantity, ...counted });
  }
  return {
    name,
    files: [{ name: form.file ?? 'table.csv', bytes: (form.bytes ?? delimited)(rows) }],
    ...(form.store === undefined ? {} : { store: form.store }),
    ...(form.refused === undefined ? {} : { refused: form.refused }),
    truth: tally.truth(),
  };
}
