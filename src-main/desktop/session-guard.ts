/** Nothing but the page's own files is loaded, nothing is permitted, and no page leads anywhere else. */
import type { App, Session, WebContents } from 'electron';
import { isAppUrl } from './app-scheme.ts';

/** Addresses that name data the page itself holds, and Chromium's own developer tools. */
const LOCAL_PROTOCOLS: ReadonlySet<string> = new Set(['blob:', 'data:', 'devtools:']);

/** True for what the window may load at all; everything else is remote or somebody's file. */
export function isLocalAddress(address: string): boolean {
  return isAppUrl(address) || (URL.canParse(address) && LOCAL_PROTOCOLS.has(new URL(address).protocol));
}

/** Closes a session: no permission is granted, no device handed out, no address reached but the page's own. */
export function guardSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !isLocalAddress(details.url) }));
}

/** Keeps every present and future web contents on the page: no navigation away, no further windows, no webview. */
export function guardNavigation(app: App): void {
  app.on('web-contents-created', (_event, contents) => guardContents(contents));
}

function guardContents(contents: WebContents): void {
  contents.on('will-navigate', (event) => {
    if (!isAppUrl(event.url)) event.preventDefault();
  });
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame) event.preventDefault();
  });
  contents.on('will-redirect', (event) => {
    if (!isAppUrl(event.url)) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}
