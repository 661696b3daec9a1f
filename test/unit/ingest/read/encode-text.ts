/** Node decodes GB18030 and windows-1252 but does not encode them: the decoder, asked for every pair of bytes, gives the table. */
import type { Encoding } from '#shared/contract/ingest.ts';

export const CHINESE: readonly string[] = [...'订单编号商品名称门店实收金额已完成退款美团外卖咖啡奶茶（大）'];
export const LATIN: readonly string[] = [...'éèüßñçåøÄÖ£€'];

export function encodeText(text: string, encoding: Encoding): Buffer {
  if (encoding === 'utf-8') return Buffer.from(text, 'utf8');
  if (encoding === 'utf-16le') return Buffer.from(text, 'utf16le');
  if (encoding === 'utf-16be') return Buffer.from(text, 'utf16le').swap16();
  const table = encoding === 'gb18030' ? GB18030 : WINDOWS_1252;
  return Buffer.concat(
    [...text].map((character) => {
      const bytes = character < '\x80' ? Buffer.from(character) : table.get(character);
      if (bytes === undefined) throw new Error(`${encoding} has no ${character}`);
      return bytes;
    }),
  );
}

function tableOf(encoding: Encoding, sequences: Iterable<Buffer>): ReadonlyMap<string, Buffer> {
  const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  return new Map(Array.from(sequences, (bytes) => [decoder.decode(bytes), bytes]));
}

function* doubleBytes(): Generator<Buffer> {
  for (let lead = 0xa1; lead <= 0xf7; lead++) {
    if (lead >= 0xaa && lead <= 0xaf) continue;
    for (let trail = 0xa1; trail <= 0xfe; trail++) yield Buffer.from([lead, trail]);
  }
  // The mark, as GB18030 writes it.
  yield Buffer.from([0x84, 0x31, 0x95, 0x33]);
}

const GB18030 = tableOf('gb18030', doubleBytes());
const WINDOWS_1252 = tableOf(
  'windows-1252',
  Array.from({ length: 0x80 }, (_, i) => Buffer.from([0x80 + i])),
);
