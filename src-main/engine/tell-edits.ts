/** Every window hears of what staff have changed in one of them: the others would go on showing what was, and edit that. */
import type { StoreId } from '#shared/domain/ids.ts';
import type { Areas } from '../api/index.ts';

type EditedAreas = Pick<Areas, 'stores' | 'products' | 'sync'>;

/** Gives the same areas; `changed` is called after each edit is saved, with the stores whose data it changed. */
export function tellEdits<Given extends EditedAreas>(
  areas: Given,
  changed: (stores: 'all' | StoreId[]) => void,
): Given {
  function told<Input, Options, Output>(
    call: (input: Input, options: Options) => Promise<Output>,
    storesOf: (input: Input) => 'all' | StoreId[],
  ): (input: Input, options: Options) => Promise<Output> {
    return async (input, options) => {
      const output = await call(input, options);
      changed(storesOf(input));
      return output;
    };
  }

  const { stores, products, sync } = areas;
  return {
    ...areas,
    stores: { ...stores, update: told(stores.update, ({ id }) => [id]) },
    products: {
      ...products,
      edit: told(products.edit, ({ storeId }) => [storeId]),
      // Neither names a store: whoever hears of it looks anew at all that is on screen.
      undo: told(products.undo, () => 'all'),
    },
    sync: { ...sync, editOrder: told(sync.editOrder, () => 'all') },
  };
}
