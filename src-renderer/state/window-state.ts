/** What only this window knows: how it stands with the engine, and what is open in it. Never server data. */
import { createStore, type StoreApi } from 'zustand';
import type { Health } from '#shared/contract/index.ts';
import type { Words } from '#shared/i18n/index.ts';
import type { LinkState } from '../api/index.ts';

export interface WindowState {
  readonly link: LinkState;
  /** Null until the engine has said how it is. */
  readonly health: Health['state'] | null;
  /** Why the last edit of the settings file was not taken over; null when it was. */
  readonly configRefused: Words | null;
  readonly shortcutsOpen: boolean;
}

export type WindowStore = StoreApi<WindowState>;

/** Gives a new window's state. */
export function createWindowStore(): WindowStore {
  return createStore<WindowState>(() => ({
    link: 'connecting',
    health: null,
    configRefused: null,
    shortcutsOpen: false,
  }));
}
