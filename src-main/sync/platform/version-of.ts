/** A version for platforms whose times of change are whole seconds: two changes within one second are two states. */
import { hash } from 'node:crypto';
import type { RemoteVersion } from './model.ts';

const LENGTH = 16;

/** The same text for the same content, in the same order of fields. */
export function versionOf(said: object): RemoteVersion {
  return hash('sha256', JSON.stringify(said), 'base64url').slice(0, LENGTH);
}
