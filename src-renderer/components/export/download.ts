/** Hands a file made on the page to the browser's or the desktop's own way of saving. */

export function download(content: Blob | string, fileName: string, type: string): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  // The download has its own hold on the data once it has begun, which is after this turn.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
