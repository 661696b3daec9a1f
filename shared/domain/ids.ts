/** Branded identifiers: a store's id can never be passed where an order's id is meant. */
declare const brand: unique symbol;
type Branded<Base, Name extends string> = Base & { readonly [brand]: Name };

export type StoreId = Branded<number, 'StoreId'>;
export type OrderId = Branded<number, 'OrderId'>;
export type ProductId = Branded<number, 'ProductId'>;
export type ImportId = Branded<number, 'ImportId'>;
/** Stands for a file that the engine was allowed to read (a picked, dropped or uploaded one). */
export type FileGrantId = Branded<string, 'FileGrantId'>;
