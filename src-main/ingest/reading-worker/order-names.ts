/** The names that an order carries: store, platform, channel, currency. A blank cell falls back on the file's setting. */

import type { RecordBlock } from '../record-block.ts';
import { templateNamed } from '../templates/index.ts';
import { createCell, currencyOf, isNameless, moveTo, textOf, unwrapId, type ZoneClock } from '../understand/index.ts';
import { columnOf, type FileReading } from './file-reading.ts';

/** Makes the reader of one file's names. All results are numbers of the import's dictionary, -1 for none. */
export function createOrderNames(reading: FileReading) {
  const { settings, dictionary, study } = reading;
  const template = templateNamed(settings.template);
  const storeColumn = columnOf(settings, 'store') >= 0 ? columnOf(settings, 'store') : columnOf(settings, 'storeName');
  const storeNameColumn = columnOf(settings, 'store') >= 0 ? columnOf(settings, 'storeName') : -1;
  const platformColumn = columnOf(settings, 'platform');
  const channelColumn = columnOf(settings, 'channel');
  const currencyColumn = columnOf(settings, 'currency');
  const number = (text: string | null | undefined) => (text ? dictionary.indexOf(text) : -1);
  const fixedStore = number(settings.store);
  const fixedPlatform = dictionary.indexOf(settings.platform || template?.platform || 'file');
  const fixedChannel = number(
    settings.channel ?? (template && template.platform !== 'file' ? template.platform : null),
  );
  const fixedCurrency = number(study.currency ?? settings.currency ?? template?.currency ?? study.soleCurrency);
  const currencies = new Map<number, number>();
  const clocks = new Map<number, ZoneClock>();
  const cell = createCell();

  function read(block: RecordBlock, record: number, column: number, fallback: number): number {
    if (column < 0) return fallback;
    moveTo(cell, block, record, column);
    unwrapId(cell);
    if (cell.start === cell.end || isDash(cell.bytes, cell.start, cell.end)) return fallback;
    return dictionary.index(cell.bytes, cell.start, cell.end);
  }

  /** Reads the name of a store: what only says that none is known is no name. */
  function createStoreWord(column: number) {
    const named = new Map<number, boolean>();
    // Most orders are of the same store as the order before.
    let last = -1;
    return (block: RecordBlock, record: number, fallback: number): number => {
      const found = read(block, record, column, -1);
      if (found < 0) return fallback;
      if (found === last) return found;
      let isNamed = named.get(found);
      if (isNamed === undefined) {
        isNamed = !isNameless(dictionary.text(found));
        named.set(found, isNamed);
      }
      if (!isNamed) return fallback;
      last = found;
      return found;
    };
  }

  const readStore = createStoreWord(storeColumn);
  const readStoreName = createStoreWord(storeNameColumn);
  const store = (block: RecordBlock, record: number) => readStore(block, record, fixedStore);
  const platform = (block: RecordBlock, record: number) => read(block, record, platformColumn, fixedPlatform);

  return {
    store,
    platform,
    storeName: (block: RecordBlock, record: number) => readStoreName(block, record, -1),
    channel(block: RecordBlock, record: number) {
      const found = read(block, record, channelColumn, fixedChannel);
      return found < 0 && platformColumn >= 0 ? platform(block, record) : found;
    },
    /** What stands beside the amounts goes before the order's own column. */
    currency(block: RecordBlock, record: number) {
      if (study.currency !== null || currencyColumn < 0) return fixedCurrency;
      const word = read(block, record, currencyColumn, -1);
      if (word < 0) return fixedCurrency;
      let code = currencies.get(word);
      if (code === undefined) {
        code = number(currencyOf(textOf(cell))) ?? -1;
        currencies.set(word, code);
      }
      return code < 0 ? fixedCurrency : code;
    },
    /** True when a further row names this store, or none. */
    sameStore(block: RecordBlock, record: number, current: number) {
      if (storeColumn < 0) return true;
      const found = readStore(block, record, -1);
      return found < 0 || found === current;
    },
    samePlatform(block: RecordBlock, record: number, current: number) {
      if (platformColumn < 0) return true;
      const found = read(block, record, platformColumn, -1);
      return found < 0 || found === current;
    },
    clock(store: number): ZoneClock {
      let clock = clocks.get(store);
      if (!clock) {
        clock = reading.clockOfStore(dictionary.text(store));
        clocks.set(store, clock);
      }
      return clock;
    },
  };
}

/** A lone `-` says that there is nothing. */
function isDash(bytes: Uint8Array, start: number, end: number): boolean {
  return end - start === 1 && bytes[start] === 0x2d;
}
