/**
 * The outbox of a connection: opened, and put right by its mirror, before the first thing is written through it. A mirror that
 * cannot be written holds nobody up: the database has what was saved, and the mirror catches up as soon as it can.
 */
import type { TaskContext, WritableDb, WritableStatements } from '../../database/index.ts';
import { keepStatements, toDatabaseError } from '../../database/index.ts';
import { type Mirror, type Owner, openMirror } from './mirror.ts';
import { changeForMirror, editForMirror } from './mirrored.ts';
import { type Reconciled, reconcile } from './reconcile.ts';
import { createStatementCache, type StatementCache } from './statement-cache.ts';

export interface OpenOutbox {
  readonly statements: StatementCache;
  /** The same for parts that prepare theirs themselves. */
  readonly kept: WritableStatements;
  /** What the opening has put right. */
  readonly reconciled: Reconciled;
  /** Brings the mirror up to date with these. */
  copy(changes: readonly string[], edits: readonly string[]): void;
  /** By whichever file knows more: a backup that has taken the database's place knows of fewer turns than there were. */
  owner(): Owner;
  /** Keeps it in both files. */
  keepOwner(owner: Owner): void;
  /** Forgets what is old in the mirror. */
  prune(): void;
  /** Looks once more for what the mirror has of shops that were not connected before. */
  reconcile(): Reconciled;
  close(): void;
}

type Context = TaskContext<WritableDb>;

/**
 * The one state of a module in this part. Tasks are plain functions that are given nothing but a connection, so it hangs on
 * that: a database that takes another one's place is another connection, and is put right anew.
 */
const outboxes = new WeakMap<WritableDb, OpenOutbox>();

/** Gives the outbox of a connection; the first call opens it. */
export function openOutbox(context: Context): OpenOutbox {
  let outbox = outboxes.get(context.db);
  if (!outbox) {
    outbox = open(context);
    outboxes.set(context.db, outbox);
  }
  return outbox;
}

/** For whoever ends a connection before its thread ends. */
export function closeOutbox(db: WritableDb): void {
  outboxes.get(db)?.close();
  outboxes.delete(db);
}

const NOTHING: Reconciled = { putBack: 0, caughtUp: 0, copied: 0, homeless: 0 };

function open(context: Context): OpenOutbox {
  const statements = createStatementCache(context.db);
  let mirror: Mirror | null = null;

  /** Opens the mirror anew, and brings both up to date. */
  function begin(): Reconciled {
    mirror?.close();
    mirror = null;
    try {
      const opened = openMirror(context.dataDirectory, context.now());
      if (opened.damaged) context.log('error', 'the mirror of the outbox was damaged and has been made anew');
      const reconciled = reconcile(context, statements, opened.mirror);
      mirror = opened.mirror;
      return reconciled;
    } catch (error) {
      tell(error);
      return NOTHING;
    }
  }

  function tell(error: unknown): void {
    context.log('error', 'the mirror of the outbox could not be written', { code: toDatabaseError(error).code });
  }

  /** Whatever becomes of the mirror, the database goes on; null: it could not be done. */
  function inMirror<Result>(work: (mirror: Mirror) => Result): Result | null {
    try {
      return mirror && work(mirror);
    } catch (error) {
      tell(error);
      return null;
    }
  }

  return {
    statements,
    kept: keepStatements(context.db),
    reconciled: begin(),
    copy(changes, edits) {
      if (!mirror?.isThere()) {
        begin();
        return;
      }
      try {
        mirror.put(
          changes.map((id) => changeForMirror(statements, id)).filter((change) => change !== null),
          edits.map((id) => editForMirror(statements, id)).filter((edit) => edit !== null),
        );
      } catch (error) {
        tell(error);
        // What it lacks now is found when it is opened anew, before the next copy.
        mirror.close();
        mirror = null;
      }
    },
    owner() {
      const own = statements.get<Owner>('SELECT owner_fence AS fence, owner_claims AS claims FROM sync_state')!;
      const mirrored = inMirror((open) => open.owner());
      return mirrored && isLater(mirrored, own) ? mirrored : own;
    },
    keepOwner(owner) {
      statements.run('UPDATE sync_state SET owner_fence = ?, owner_claims = ?', owner.fence, owner.claims);
      inMirror((open) => open.keepOwner(owner));
    },
    prune() {
      inMirror((open) => open.prune(context.now()));
    },
    reconcile: begin,
    close() {
      mirror?.close();
      mirror = null;
    },
  };
}

function isLater(one: Owner, other: Owner): boolean {
  const [fence, before] = [one.fence ?? 0, other.fence ?? 0];
  return fence === before ? one.claims > other.claims : fence > before;
}
