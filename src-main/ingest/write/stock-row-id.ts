/** A stock level has two ids for a key; a before-image has room for one number. */
const PRODUCTS = 2 ** 31;

export function stockRowId(storeId: number, productId: number): number {
  return storeId * PRODUCTS + productId;
}

export function stockKey(rowId: number): { readonly storeId: number; readonly productId: number } {
  return { storeId: Math.floor(rowId / PRODUCTS), productId: rowId % PRODUCTS };
}
