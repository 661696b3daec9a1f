/** Makes the compact form of the UCI set from its original text. Used once, by scripts/encode-uci-sample.ts. */
import { brotliCompressSync, constants } from 'node:zlib';
import { type ByteSink, createByteSink } from './byte-stream.ts';
import { createRecentWriter } from './recent-values.ts';
import { INVOICE_DIGITS, UCI_EPOCH_MINUTES, UCI_FILES, type UciStream } from './uci-format.ts';

type Row = readonly string[];

/** Gives the compressed files by name. `rows` are the records after the headings. */
export function encodeUci(rows: readonly Row[]): Map<string, Uint8Array> {
  const names = UCI_FILES.flatMap((file) => [...file.streams]);
  const sinks = Object.fromEntries(names.map((name) => [name, createByteSink()])) as Record<UciStream, ByteSink>;
  const codes = [...new Set(rows.map((row) => row[1]!))].sort();
  const countries = [...new Set(rows.map((row) => row[7]!))];
  codes.forEach(sinks.codes.text);
  countries.forEach(sinks.countries.text);
  writeRuns(rows, countries, sinks.runs);
  writeLines(rows, new Map(codes.map((code, index) => [code, index])), sinks);
  return new Map(UCI_FILES.map((file) => [file.name, compress(file.streams.map((name) => sinks[name].bytes()))]));
}

const sameRun = (a: Row | undefined, b: Row | undefined) => [0, 4, 6, 7].every((column) => a?.[column] === b?.[column]);

function writeRuns(rows: readonly Row[], countries: readonly string[], sink: ByteSink): void {
  let lastNumber = 0;
  let lastMinutes = UCI_EPOCH_MINUTES;
  for (let start = 0, end = 0; start < rows.length; start = end) {
    while (end < rows.length && sameRun(rows[start], rows[end])) end++;
    const [invoice = '', , , , date = '', , customer = '', country = ''] = rows[start]!;
    const number = Number(invoice.slice(-INVOICE_DIGITS));
    const minutes = Date.parse(`${date.replace(' ', 'T')}Z`) / 60_000;
    sink.number(end - start);
    sink.text(invoice.slice(0, -INVOICE_DIGITS));
    sink.signed(number - lastNumber);
    sink.signed(minutes - lastMinutes);
    sink.number(customer === '' ? 0 : Number(customer));
    sink.number(countries.indexOf(country));
    lastNumber = number;
    lastMinutes = minutes;
  }
}

function writeLines(
  rows: readonly Row[],
  ranks: ReadonlyMap<string, number>,
  sinks: Record<UciStream, ByteSink>,
): void {
  const price = createRecentWriter(sinks.price, sinks.prices);
  const description = createRecentWriter(sinks.description, sinks.descriptions);
  for (const row of rows) {
    const rank = ranks.get(row[1]!)!;
    sinks.stock.short(rank);
    sinks.quantity.signed(Number(row[3]));
    price(rank, row[5]!);
    description(rank, row[2]!);
  }
}

/** A file is its streams one behind the other, each with its length first. */
function compress(streams: readonly Uint8Array[]): Uint8Array {
  const lengths = createByteSink();
  for (const stream of streams) lengths.number(stream.length);
  const content = Buffer.concat([lengths.bytes(), ...streams]);
  return brotliCompressSync(content, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
      [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
    },
  });
}
