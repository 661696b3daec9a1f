/** What an entry holds: its value, or the payload that the value is opened from when somebody asks for it. */
import type { Encoding } from '../family.ts';

export interface Content {
  /** The same object each time. @throws AppError CACHE_PAYLOAD_UNREADABLE when what was put off cannot be opened after all. */
  readonly value: unknown;
  /** The payload, while the value has not been opened; null from then on. */
  readonly payload: Uint8Array | null;
}

/** Gives the content of a value that is there. */
export function contentOf(value: unknown): Content {
  return { value, payload: null };
}

/**
 * Gives the content of a payload that most likely nobody asks for soon: until then it takes no more room than that, if it
 * can be opened fast. @throws AppError CACHE_PAYLOAD_UNREADABLE
 */
export async function contentForLater(encoding: Encoding<unknown>, payload: Uint8Array): Promise<Content> {
  const open = encoding.decodeLater?.(payload);
  return open ? new DeferredContent(payload, open) : contentOf(await encoding.decode(payload));
}

class DeferredContent implements Content {
  #put: { readonly payload: Uint8Array; readonly open: () => unknown } | null;
  #value: unknown = null;

  constructor(payload: Uint8Array, open: () => unknown) {
    this.#put = { payload, open };
  }

  get value(): unknown {
    if (this.#put !== null) {
      this.#value = this.#put.open();
      this.#put = null;
    }
    return this.#value;
  }

  get payload(): Uint8Array | null {
    return this.#put?.payload ?? null;
  }
}
