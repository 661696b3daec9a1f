/** Electron's entry. */
import { runDesktopApp } from './desktop/index.ts';
import { boundYoungGeneration } from './engine/index.ts';

boundYoungGeneration();

runDesktopApp();
