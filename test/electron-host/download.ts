/** DownloadItem: a download of Chromium, put where the answer of the save dialog says. */
import { EventEmitter } from 'node:events';
import type { Download } from 'playwright-core';
import { toAppUrl } from './browser.ts';

/** What Electron's save dialog answers. */
export interface SaveAnswer {
  readonly canceled: boolean;
  readonly filePath?: string;
}

export class HostDownload extends EventEmitter {
  readonly #download: Download;
  readonly #ask: (options: object) => Promise<SaveAnswer>;
  #options: object = {};

  constructor(download: Download, ask: (options: object) => Promise<SaveAnswer>) {
    super();
    this.#download = download;
    this.#ask = ask;
  }

  getURL(): string {
    const address = this.#download.url();
    return address.startsWith('blob:') ? `blob:${toAppUrl(address.slice(5))}` : toAppUrl(address);
  }
  getFilename(): string {
    return this.#download.suggestedFilename();
  }
  setSaveDialogOptions(options: object): void {
    this.#options = options;
  }

  async refuse(): Promise<void> {
    await this.#download.cancel();
  }

  async save(): Promise<void> {
    const { canceled, filePath } = await this.#ask(this.#options);
    if (canceled || filePath === undefined) {
      await this.#download.cancel();
      this.emit('done', {}, 'cancelled');
      return;
    }
    const state = await this.#download.saveAs(filePath).then(
      () => 'completed',
      () => 'interrupted',
    );
    this.emit('done', {}, state);
  }
}
