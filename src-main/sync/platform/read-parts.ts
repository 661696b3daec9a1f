/** What a platform lists only part by part, such as by the state that things are in, as one list. */
import type { SaidPage } from './last-page-first.ts';

const CURSOR = /^(\d+)\/(.*)$/;

/**
 * Reads the page that the cursor names, `part/place within it`; a cursor that cannot be read begins anew.
 * @param readPart gives a page of the part, whose cursor is null to begin with.
 */
export async function readParts<Part, Item>(
  cursor: string | null,
  parts: readonly Part[],
  readPart: (part: Part, cursor: string | null) => Promise<SaidPage<Item>>,
): Promise<SaidPage<Item>> {
  const [, placeText = '0', inner = ''] = CURSOR.exec(cursor ?? '') ?? [];
  const place = Math.min(Number(placeText), parts.length - 1);
  const { items, next } = await readPart(parts[place]!, inner === '' ? null : inner);
  if (next !== null) return { items, next: `${place}/${next}` };
  return { items, next: place + 1 < parts.length ? `${place + 1}/` : null };
}
