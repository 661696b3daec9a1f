/**
 * `line_ref` as the table has it. Nearly every line is the first of its product in its order, which its product says
 * already: that is stored as FIRST_OF_PRODUCT, and need be neither bound as a long number nor kept as one.
 */
import type { WritableStatements } from '../../database/index.ts';
import { FIRST_OF_PRODUCT, occurrenceLineRef } from '../line-ref-hash.ts';

export interface StoredLineRefs {
  /** Gives what stands in the table for a line that is known by `ref`. */
  toStored(ref: number, productId: number): number;
  /** Gives what a line is known by. */
  fromStored(stored: number, productId: number): number;
}

export function createStoredLineRefs(db: WritableStatements): StoredLineRefs {
  const codeOf = db.prepare<[number], string>('SELECT code FROM product WHERE id = ?').pluck();
  const firstRefs = new Map<number, number>();

  function firstRef(productId: number): number {
    let ref = firstRefs.get(productId);
    if (ref === undefined) {
      const code = codeOf.get(productId);
      if (code === undefined) throw new Error(`order line of a product that is not there: ${productId}`);
      ref = occurrenceLineRef(code, 0);
      firstRefs.set(productId, ref);
    }
    return ref;
  }

  return {
    toStored: (ref, productId) => (ref === firstRef(productId) ? FIRST_OF_PRODUCT : ref),
    fromStored: (stored, productId) => (stored === FIRST_OF_PRODUCT ? firstRef(productId) : stored),
  };
}
