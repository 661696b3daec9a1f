/**
 * The right to send what is in an outbox: one process has it at a time, also where a disk was copied. It counts only once it is
 * noted, for that is how a copy is found out.
 */
import type { Writer } from '../../database/index.ts';
import { createOwnership, type Later, type Lease, type Locks, type Ownership } from '../../resilience/index.ts';
import type { OutboxWriteTasks } from './tasks.ts';

export interface OwnOutboxOptions {
  readonly locks: Locks;
  /** Of the outbox, the same in each copy of it. */
  readonly identity: string;
  readonly writer: Writer<OutboxWriteTasks>;
  readonly later: Later;
  readonly seed: () => string;
  readonly onChange: () => void;
  /** It could not be noted, and will be tried again. */
  readonly failed: (error: unknown) => void;
}

/** A process that has ended has it no longer than its lease, of 15 seconds: whoever has it longer lives. */
const LIVING_MILLISECONDS = 20_000;
const AGAIN_MILLISECONDS = 1_000;

/** Begins to ask for it. `lease` is null until it may be used. */
export async function ownOutbox(options: OwnOutboxOptions): Promise<Pick<Ownership, 'lease' | 'stop'>> {
  const { locks, identity, writer, later, seed, onChange, failed } = options;
  const { newest } = await writer.write('outbox.claiming', undefined);
  let noted: Lease | null = null;
  let taken = false;
  let callOffAgain: () => void = () => undefined;
  const callOffWaiting = later(LIVING_MILLISECONDS, () => {
    taken = ownership.lease === null;
  });

  function note(lease: Lease): void {
    writer.write('outbox.own', { seed: seed(), fence: lease.fence, upTo: newest, taken }).then(
      () => {
        taken = false;
        if (ownership.lease !== lease) return;
        noted = lease;
        onChange();
      },
      (error: unknown) => {
        failed(error);
        callOffAgain = later(AGAIN_MILLISECONDS, () => {
          if (ownership.lease === lease) note(lease);
        });
      },
    );
  }

  const ownership = createOwnership({
    locks,
    name: `outbox/${identity}`,
    later,
    onChange(lease, place) {
      // Only Redis numbers all who have had it.
      noted = place === 'redis' ? null : lease;
      if (lease !== null && place === 'redis') note(lease);
      onChange();
    },
  });

  return {
    get lease() {
      return noted;
    },
    async stop() {
      callOffWaiting();
      callOffAgain();
      await ownership.stop();
    },
  };
}
