/** Stores and products of an office in memory: whoever may changes what he knew or wrote; the others fill in what is missing. */
import type { OfficeWriter, PushedMaster } from '../../../../src-main/sync/head-office/office.ts';
import type { Content, Table } from './memory-table.ts';

/** A currency belongs to its amount. */
const AMOUNT_OF: Readonly<Record<string, string>> = { listPriceCurrency: 'listPrice', unitCostCurrency: 'unitCost' };

export function takeMaster(table: Table, tx: number, master: PushedMaster, { origin, mayChange }: OfficeWriter): void {
  const { i: _place, base, ...said } = master;
  const content: Content = { ...said };
  const known = table.get([master.code]);
  if (!known) {
    table.put(tx, [master.code], content, { origin, base });
    return;
  }
  const held = known.content;
  const may = mayChange && (known.origin === origin || known.version === base);
  const isGap = (name: string) =>
    name === 'name' ? held.name === held.code : (held[AMOUNT_OF[name] ?? name] ?? null) === null;
  const next = Object.fromEntries(
    Object.keys(content).map((name) => [name, may || isGap(name) ? content[name] : held[name]]),
  );
  const changes = Object.keys(content).some((name) => (next[name] ?? null) !== (held[name] ?? null));
  if (changes) table.put(tx, [master.code], next, { origin, base, deleted: known.deleted });
}
