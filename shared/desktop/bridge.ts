/**
 * What the preload gives the page, and nothing else: a way to the engine, and what only the desktop can do. In a browser
 * `window.mendian` is missing, and the page goes over HTTP.
 */
import type { FileGrantId } from '../domain/ids.ts';

/** A file or folder that the engine may now read; the page never learns where it lies. */
export interface GrantedFile {
  readonly fileId: FileGrantId;
  readonly name: string;
  readonly bytes: number;
}

export interface DesktopBridge {
  /**
   * Asks for a port to the engine. It arrives as a `message` event on the window whose data is `ENGINE_PORT_MESSAGE`,
   * with the port as `event.ports[0]`. Each call makes a new port; the one before stays open.
   */
  connect(): void;
  /** Shows the system's dialog; the files in a chosen folder are given one by one. Empty when it was dismissed. */
  pickFiles(options: { readonly folder: boolean }): Promise<readonly GrantedFile[]>;
  /** Lets the engine read what was dropped on the page (files, and the files in folders). */
  grantDropped(files: readonly File[]): Promise<readonly GrantedFile[]>;
}

export const ENGINE_PORT_MESSAGE = 'mendian:engine-port';
