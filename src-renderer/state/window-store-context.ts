/** Hands the window's state to the page. */
import { createContext, use } from 'react';
import { useStore } from 'zustand';
import type { WindowState, WindowStore } from './window-state.ts';

export const WindowStoreContext = createContext<WindowStore | null>(null);

export function useWindowStore(): WindowStore {
  const store = use(WindowStoreContext);
  if (store === null) throw new Error('WindowStoreContext is missing');
  return store;
}

/** Gives a part of the window's state and follows it. */
export function useWindowState<Part>(select: (state: WindowState) => Part): Part {
  return useStore(useWindowStore(), select);
}
