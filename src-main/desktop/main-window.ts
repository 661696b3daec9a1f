/** The one window: sandboxed, isolated, without Node, and shown only when there is something to see. */
import { BrowserWindow, nativeTheme, screen, type BrowserWindow as Window } from 'electron';
import { APP_URL } from './app-scheme.ts';
import { fitToDisplays, readWindowState, SMALLEST_WINDOW, writeWindowState } from './window-state.ts';

export interface MainWindowOptions {
  readonly preloadFile: string;
  readonly iconFile: string;
  /** Where the window's place is remembered. */
  readonly stateFile: string;
}

/** The page's own grounds, so that the window never flashes white in the dark. */
const GROUND = { light: '#ffffff', dark: '#141414' };

/** Opens the window and begins to load the page. */
export function openMainWindow(options: MainWindowOptions): Window {
  const main = screen.getPrimaryDisplay();
  const displays = [main, ...screen.getAllDisplays().filter((display) => display.id !== main.id)];
  const state = fitToDisplays(
    readWindowState(options.stateFile),
    displays.map((display) => display.workArea),
  );
  const window = new BrowserWindow({
    ...(state.position ?? {}),
    width: state.width,
    height: state.height,
    minWidth: Math.min(SMALLEST_WINDOW.width, state.width),
    minHeight: Math.min(SMALLEST_WINDOW.height, state.height),
    show: false,
    title: 'Mendian',
    icon: options.iconFile,
    backgroundColor: nativeTheme.shouldUseDarkColors ? GROUND.dark : GROUND.light,
    autoHideMenuBar: true,
    webPreferences: {
      preload: options.preloadFile,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      // A dictionary would be fetched from the network.
      spellcheck: false,
    },
  });
  if (state.maximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('close', () => rememberState(window, options.stateFile));
  return window;
}

/** Loads the page from its beginning. */
export async function loadPage(window: Window): Promise<void> {
  await window.loadURL(APP_URL);
}

function rememberState(window: Window, file: string): void {
  // The bounds of a maximised window are the display's: what it returns to is what counts.
  const { x, y, width, height } = window.getNormalBounds();
  writeWindowState(file, { position: { x, y }, width, height, maximized: window.isMaximized() });
}
