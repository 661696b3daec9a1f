/** Named values that lie in the cache file; what still waits to be written is given as it was set last. */
import type { DiskOperation } from './operation.ts';

export interface DiskMarks {
  value(name: string): Promise<unknown>;
  saveHeat(heat: Uint8Array): Promise<void>;
  loadHeat(): Promise<Uint8Array | null>;
  saveMark(name: string, value: string): Promise<void>;
  loadMark(name: string): Promise<string | null>;
}

export interface DiskMarksOptions {
  readonly push: (operations: readonly DiskOperation[]) => Promise<void>;
  /** What the file holds; null when it cannot say. */
  readonly read: (name: string) => Promise<unknown>;
}

const HEAT = 'heat';
const textOf = (name: string) => `mark:${name}`;

export function createDiskMarks({ push, read }: DiskMarksOptions): DiskMarks {
  const set = new Map<string, string>();
  const value = async (name: string) => set.get(name) ?? (await read(name));
  return {
    value,
    saveHeat: (heat) => push([{ type: 'mark', name: HEAT, value: heat }]),
    async loadHeat() {
      const heat = await value(HEAT);
      return heat instanceof Uint8Array ? heat : null;
    },
    async saveMark(name, text) {
      set.set(textOf(name), text);
      await push([{ type: 'mark', name: textOf(name), value: text }]);
    },
    async loadMark(name) {
      const text = await value(textOf(name));
      return typeof text === 'string' ? text : null;
    },
  };
}
