/** The settings come from the engine; until it has answered, the window starts as it looked last time. */
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { z } from 'zod';
import { settings as settingsShape } from '#shared/contract/index.ts';
import { useApi } from '../api/index.ts';
import { type PreferenceSettings, type Preferences, resolvePreferences } from './preferences.ts';
import { useMedia } from './use-media.ts';

const STORAGE_KEY = 'mendian.appearance';
const SYSTEM: PreferenceSettings = { language: 'system', theme: 'system', riseColour: 'system' };
const remembered = settingsShape.pick({ language: true, theme: true, riseColour: true });

/** Gives the preferences in force and follows the settings and the system. */
export function usePreferences(): Preferences {
  const api = useApi();
  const info = useQuery(api.system.info.queryOptions());
  const dark = useMedia('(prefers-color-scheme: dark)');
  const settings = info.data?.settings;
  useEffect(() => {
    if (settings !== undefined) remember(settings);
  }, [settings]);
  return useMemo(
    () => resolvePreferences(settings ?? recall(), { languages: navigator.languages, dark }),
    [settings, dark],
  );
}

function remember({ language, theme, riseColour }: PreferenceSettings): void {
  window.localStorage.setItem(STORAGE_KEY, JSON.stringify({ language, theme, riseColour }));
}

function recall(): PreferenceSettings {
  const text = window.localStorage.getItem(STORAGE_KEY);
  if (text === null) return SYSTEM;
  const shape = z.string().transform((json, context) => {
    try {
      return JSON.parse(json) as unknown;
    } catch {
      context.addIssue('not JSON');
      return z.NEVER;
    }
  });
  const parsed = shape.pipe(remembered).safeParse(text);
  return parsed.success ? parsed.data : SYSTEM;
}
