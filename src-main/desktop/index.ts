/** The desktop window around the engine. */
export { runDesktopApp } from './desktop-app.ts';
