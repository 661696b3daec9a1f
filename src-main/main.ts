/** Electron's entry. */
import { runDesktopApp } from './desktop/index.ts';

runDesktopApp();
