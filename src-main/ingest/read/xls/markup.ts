/** Back-ends save an HTML table or SpreadsheetML 2003 as `.xls`; both are known by their first tag. */

/** `head` is the beginning of a text as UTF-8. */
export function looksLikeMarkup(head: Uint8Array): boolean {
  const text = Buffer.from(head.subarray(0, 4096))
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .trimStart();
  if (/^<(!doctype\s+html|html|head|meta|table|style|body|div)[\s>]/i.test(text)) return true;
  return /^<\?xml\s/.test(text) && /<(?:[\w-]+:)?Workbook[\s>]|<html[\s>]|progid="Excel\.Sheet"/i.test(text);
}
