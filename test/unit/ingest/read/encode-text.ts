/** Node decodes GB18030, Big5 and windows-1252 but does not encode them: the decoder, asked for every pair of bytes, gives the table. */
import type { Encoding } from '#shared/contract/ingest.ts';

export const CHINESE: readonly string[] = [...'订单编号商品名称门店实收金额已完成退款美团外卖咖啡奶茶（大）'];
/** Among them 許功蓋, whose second byte is a backslash, and 育, whose is a pipe. */
export const TRADITIONAL: readonly string[] = [...'訂單編號商品名稱門市實收金額已完成退款許功蓋育咖啡奶茶（大）'];
export const LATIN: readonly string[] = [...'éèüßñçåøÄÖ£€'];

/** Characters of the encoding's own script. */
export function scriptOf(encoding: Encoding): readonly string[] {
  if (encoding === 'big5') return TRADITIONAL;
  return encoding === 'windows-1252' ? LATIN : CHINESE;
}

export function encodeText(text: string, encoding: Encoding): Buffer {
  if (encoding === 'utf-8') return Buffer.from(text, 'utf8');
  if (encoding === 'utf-16le') return Buffer.from(text, 'utf16le');
  if (encoding === 'utf-16be') return Buffer.from(text, 'utf16le').swap16();
  const table = TABLES[encoding];
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

function* doubleBytes(leads: readonly [number, number], isTrail: (byte: number) => boolean): Generator<Buffer> {
  for (let lead = leads[0]; lead <= leads[1]; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) if (isTrail(trail)) yield Buffer.from([lead, trail]);
  }
}

const isHigh = (byte: number) => byte >= 0xa1;
const isBig5Trail = (byte: number) => byte < 0x7f || isHigh(byte);

const TABLES = {
  gb18030: tableOf('gb18030', [
    ...doubleBytes([0xa1, 0xa9], isHigh),
    ...doubleBytes([0xb0, 0xf7], isHigh),
    // The mark, as GB18030 writes it.
    Buffer.from([0x84, 0x31, 0x95, 0x33]),
  ]),
  big5: tableOf('big5', [...doubleBytes([0xa1, 0xa2], isBig5Trail), ...doubleBytes([0xa4, 0xc5], isBig5Trail)]),
  'windows-1252': tableOf(
    'windows-1252',
    Array.from({ length: 0x80 }, (_, i) => Buffer.from([0x80 + i])),
  ),
};
