/**
 * Makes resources/samples/uci-online-retail from the original set: `node scripts/encode-uci-sample.ts ORIGINAL.csv.gz`.
 * Run once; kept so that anybody can see where the files came from and make them again.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { encodeUci } from '../src-main/ingest/sample/uci-encode.ts';
import { root } from './project.ts';

/** Gives the records of a CSV text with quoted fields; the set is well-formed, so nothing is checked. */
function records(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quotedField, plainField, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    row.push(quotedField?.replaceAll('""', '"') ?? plainField ?? '');
    if (end === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}

const [original] = process.argv.slice(2);
if (original === undefined) throw new Error('Name the original file, OnlineRetail.csv.gz.');
const rows = records(gunzipSync(readFileSync(original)).toString('utf8')).slice(1);
for (const [name, bytes] of encodeUci(rows)) {
  writeFileSync(join(root, 'resources', 'samples', 'uci-online-retail', name), bytes);
  console.log(`${name}: ${bytes.length} bytes`);
}
