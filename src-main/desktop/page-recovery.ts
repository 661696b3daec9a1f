/** A page that crashed is loaded again by itself once; if it crashes again soon, a person decides. */
import { type BrowserWindow, dialog, type RenderProcessGoneDetails } from 'electron';
import type { DesktopTexts } from './texts.ts';

/** A second crash within this time means that loading again does not help. */
const SOON_MILLISECONDS = 60_000;

export interface PageRecoveryOptions {
  readonly texts: DesktopTexts;
  /** Milliseconds. */
  readonly now: () => number;
  readonly onGone: (details: RenderProcessGoneDetails) => void;
  readonly quit: () => void;
}

/** Watches the window's page. */
export function recoverPage(window: BrowserWindow, options: PageRecoveryOptions): void {
  let lastCrash = Number.NEGATIVE_INFINITY;
  window.webContents.on('render-process-gone', async (_event, details) => {
    if (details.reason === 'clean-exit') return;
    options.onGone(details);
    const soon = options.now() - lastCrash < SOON_MILLISECONDS;
    lastCrash = options.now();
    if (soon && !(await wantsReload(window, options.texts))) {
      options.quit();
      return;
    }
    if (!window.isDestroyed()) window.webContents.reload();
  });
}

async function wantsReload(window: BrowserWindow, texts: DesktopTexts): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'error',
    message: texts.pageGone,
    detail: texts.pageGoneDetail,
    buttons: [texts.reload, texts.quit],
    defaultId: 0,
    cancelId: 1,
  });
  return response === 0;
}
