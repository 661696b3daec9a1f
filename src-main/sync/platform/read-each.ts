/**
 * The one seam at which an adapter makes items of what a page holds: each by itself, so that one which makes no sense costs the
 * others nothing. It comes out by its name instead, to be asked for again. A page that cannot be read at all never gets here.
 */
import { AppError } from '#shared/domain/app-error.ts';
import { UnreadableField } from './fields.ts';
import type { Listed, UnreadItem } from './model.ts';

/** How an item is known although it cannot be read. Takes whatever stands there, and never throws. */
export type Naming<Said> = (said: Said) => Pick<UnreadItem, 'id' | 'shown'>;

/** Makes an item of each. What is made may ask the platform for more, one item after the other. */
export function readEach<Said, Item>(
  said: readonly Said[],
  naming: Naming<Said>,
  read: (one: Said) => Item | Promise<Item>,
): Promise<Listed<Item>> {
  return readWithin(said, naming, async (one) => ({ items: [await read(one)], unread: [] }));
}

/**
 * As `readEach`, where one thing holds several items, such as the variants of a product. What fails for another reason than the
 * thing itself, such as the line, ends it.
 * @throws AppError of the calls that `read` makes.
 */
export async function readWithin<Said, Item>(
  said: readonly Said[],
  naming: Naming<Said>,
  read: (one: Said) => Listed<Item> | Promise<Listed<Item>>,
): Promise<Listed<Item>> {
  const items: Item[] = [];
  const unread: UnreadItem[] = [];
  for (const one of said) {
    try {
      const within = await read(one);
      items.push(...within.items);
      unread.push(...within.unread);
    } catch (error) {
      unread.push({ ...naming(one), ...problemOf(error) });
    }
  }
  return { items, unread };
}

/**
 * Where a list only names things, whose details are asked for besides: reads what it names, and leaves out what it does not.
 * @param nameIn what stands there for a thing's name; @throws UnreadableField where nothing does.
 */
export async function readNamed<Said, Item>(
  said: readonly Said[],
  naming: Naming<Said>,
  nameIn: (one: Said) => string,
  read: (names: readonly string[]) => Promise<Listed<Item>>,
): Promise<Listed<Item>> {
  const names = await readEach(said, naming, nameIn);
  const { items, unread } = await read(names.items);
  return { items, unread: [...names.unread, ...unread] };
}

/** For what was asked for by itself. @throws AppError PLATFORM_ITEM_UNREADABLE (to be set aside) that names the field. */
export async function readAlone<Said, Item>(
  platform: string,
  said: Said,
  naming: Naming<Said>,
  read: (one: Said) => Item | Promise<Item>,
): Promise<Item> {
  try {
    return await read(said);
  } catch (error) {
    if (!(error instanceof UnreadableField)) throw error;
    const details = { platform, subject: naming(said).shown, field: error.field };
    throw new AppError('PLATFORM_ITEM_UNREADABLE', { action: 'park', details, cause: error });
  }
}

/** @throws the error itself, where it is not of this one item. */
function problemOf(error: unknown): Pick<UnreadItem, 'field' | 'said'> {
  if (error instanceof UnreadableField) return { field: error.field, said: error.said };
  // What was asked for besides is refused for this item: it would be the next time, and the stream would never get on.
  if (error instanceof AppError && error.action === 'refuse' && error.code === 'PLATFORM_REFUSED') {
    return { field: String(error.details.code ?? error.code), said: String(error.details.said ?? '') };
  }
  throw error;
}
