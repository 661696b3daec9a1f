/** Writes the original file of the UCI "Online Retail" set, byte for byte, from its compact form in resources/. */
import { type FileHandle, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import { type ByteSource, createByteSource } from './byte-stream.ts';
import { createRecentReader } from './recent-values.ts';
import {
  INVOICE_DIGITS,
  UCI_EPOCH_MINUTES,
  UCI_FILES,
  UCI_HEADINGS,
  UCI_LINE_END,
  type UciStream,
} from './uci-format.ts';

/** As the set's makers name it. */
const UCI_FILE_NAME = 'OnlineRetail.csv';

/** Written at a time; making this much takes about a millisecond, after which other work has its turn. */
const CHUNK_CHARACTERS = 64 * 1_024;

/**
 * Writes the set into a directory, which must exist.
 * @param resources the application's resources folder.
 * @returns the file written.
 */
export async function writeUciSample(resources: string, directory: string): Promise<string> {
  const streams = await readStreams(join(resources, 'samples', 'uci-online-retail'));
  const file = join(directory, UCI_FILE_NAME);
  const output = await open(file, 'w');
  try {
    await writeLines(streams, output);
  } finally {
    await output.close();
  }
  return file;
}

async function readStreams(folder: string): Promise<Record<UciStream, ByteSource>> {
  const decompress = promisify(brotliDecompress);
  const streams: [UciStream, ByteSource][] = [];
  for (const file of UCI_FILES) {
    const content = await decompress(await readFile(join(folder, file.name)));
    const lengths = createByteSource(content);
    const sizes = file.streams.map(() => lengths.number());
    let end = content.length;
    for (const [index, name] of [...file.streams.entries()].reverse()) {
      const start = end - sizes[index]!;
      streams.push([name, createByteSource(content.subarray(start, end))]);
      end = start;
    }
  }
  return Object.fromEntries(streams) as Record<UciStream, ByteSource>;
}

async function writeLines(streams: Record<UciStream, ByteSource>, output: FileHandle): Promise<void> {
  const codes = readTexts(streams.codes);
  const countries = readTexts(streams.countries);
  const nextPrice = createRecentReader(streams.price, streams.prices);
  const nextDescription = createRecentReader(streams.description, streams.descriptions);
  const nextRun = createRunReader(streams.runs, countries);
  let text = UCI_HEADINGS + UCI_LINE_END;
  while (!streams.runs.atEnd()) {
    const run = nextRun();
    for (let line = 0; line < run.lines; line++) {
      const rank = streams.stock.short();
      const price = nextPrice(rank);
      const description = quoted(nextDescription(rank));
      text += `${run.invoice},${codes[rank]},${description},${streams.quantity.signed()},${run.date},${price},${run.customer},${run.country}${UCI_LINE_END}`;
      if (text.length < CHUNK_CHARACTERS) continue;
      await output.write(text);
      text = '';
    }
  }
  await output.write(text);
}

function readTexts(source: ByteSource): string[] {
  const texts: string[] = [];
  while (!source.atEnd()) texts.push(quoted(source.text()));
  return texts;
}

function createRunReader(source: ByteSource, countries: readonly string[]) {
  let number = 0;
  let minutes = UCI_EPOCH_MINUTES;
  return () => {
    const lines = source.number();
    const letter = source.text();
    number += source.signed();
    minutes += source.signed();
    const customer = source.number();
    return {
      lines,
      invoice: letter + String(number).padStart(INVOICE_DIGITS, '0'),
      date: new Date(minutes * 60_000).toISOString().slice(0, 19).replace('T', ' '),
      customer: customer === 0 ? '' : String(customer),
      country: countries[source.number()],
    };
  };
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
