/**
 * Sums that a question is answered with, lent for the time of one question and used again by the next: fresh arrays for
 * each made V8 collect garbage every few questions, which was most of the slowest answers' time.
 */
import {
  type CellSums,
  type ChosenSums,
  createCellSums,
  createChosenSums,
  createIdSums,
  type IdSums,
} from '../rollup/index.ts';

export interface SumsPool {
  /** Empty sums by id with this many columns. */
  cells(columns: number): CellSums;
  ids(): IdSums;
  /** Sums of ids that are yet to be chosen. */
  chosen(columns: number): ChosenSums;
  /** Takes everything back: what was lent must not be used any more. */
  takeBack(): void;
}

/** What is alike, in the order it was made; the first `lent` of them are in use. */
interface Shelf<T> {
  readonly made: T[];
  lent: number;
}

export function createSumsPool(): SumsPool {
  const cells = new Map<number, Shelf<CellSums>>();
  const chosen = new Map<number, Shelf<ChosenSums>>();
  const ids: Shelf<IdSums> = { made: [], lent: 0 };

  return {
    cells: (columns) => cleared(lend(shelfOf(cells, columns), () => createCellSums(columns))),
    chosen: (columns) => lend(shelfOf(chosen, columns), () => createChosenSums(columns)),
    ids: () => cleared(lend(ids, createIdSums)),
    takeBack() {
      for (const shelf of [...cells.values(), ...chosen.values(), ids]) shelf.lent = 0;
    },
  };
}

function lend<T>(shelf: Shelf<T>, make: () => T): T {
  const next = shelf.made[shelf.lent] ?? make();
  shelf.made[shelf.lent++] = next;
  return next;
}

function cleared<T extends { clear(): void }>(sums: T): T {
  sums.clear();
  return sums;
}

function shelfOf<T>(shelves: Map<number, Shelf<T>>, columns: number): Shelf<T> {
  let shelf = shelves.get(columns);
  if (!shelf) {
    shelf = { made: [], lent: 0 };
    shelves.set(columns, shelf);
  }
  return shelf;
}
