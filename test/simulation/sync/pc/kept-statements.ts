/**
 * Gives a connection the same answers for less: a statement is prepared when it is first run, and once for each text and shape of
 * rows, however often the engine prepares it. Of a world's time a fifth went there.
 */
import type { Database as Sqlite, Statement } from 'better-sqlite3';

type Shape = 'object' | 'array' | 'value';
type Prepare = (sql: string) => Statement<unknown[], unknown>;

/** What stands for a prepared statement; it knows what the engine asks of one, and nothing else. */
class KeptStatement {
  readonly #sql: string;
  readonly #prepare: Prepare;
  readonly #kept: Map<string, Statement<unknown[], unknown>>;
  #shape: Shape = 'object';
  #own: Statement<unknown[], unknown> | null = null;

  constructor(sql: string, prepare: Prepare, kept: Map<string, Statement<unknown[], unknown>>) {
    this.#sql = sql;
    this.#prepare = prepare;
    this.#kept = kept;
  }

  #fresh(): Statement<unknown[], unknown> {
    const statement = this.#prepare(this.#sql);
    if (this.#shape === 'array') return statement.raw();
    return this.#shape === 'value' ? statement.pluck() : statement;
  }

  #statement(): Statement<unknown[], unknown> {
    if (this.#own) return this.#own;
    const name = `${this.#shape} ${this.#sql}`;
    const own = this.#kept.get(name) ?? this.#fresh();
    this.#kept.set(name, own);
    this.#own = own;
    return own;
  }

  #as(shape: Shape): this {
    this.#shape = shape;
    this.#own = null;
    return this;
  }

  raw(on = true): this {
    return this.#as(on ? 'array' : 'object');
  }

  pluck(on = true): this {
    return this.#as(on ? 'value' : 'object');
  }

  get(...values: unknown[]): unknown {
    return this.#statement().get(...values);
  }

  all(...values: unknown[]): unknown[] {
    return this.#statement().all(...values);
  }

  run(...values: unknown[]): unknown {
    return this.#statement().run(...values);
  }

  /** Whoever goes through rows may ask the same in between. */
  iterate(...values: unknown[]): IterableIterator<unknown> {
    return this.#fresh().iterate(...values);
  }
}

/** From now on the connection's statements are kept. */
export function keepStatementsOf(db: Sqlite): void {
  const kept = new Map<string, Statement<unknown[], unknown>>();
  const prepare: Prepare = db.prepare.bind(db) as Prepare;
  db.prepare = ((sql: string) => new KeptStatement(sql, prepare, kept)) as unknown as Sqlite['prepare'];
}
