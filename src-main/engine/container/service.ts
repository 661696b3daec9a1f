/** What every part of the engine that has a life of its own looks like to the container. */

export interface ServiceCondition {
  readonly state: 'healthy' | 'degraded' | 'failed';
  /** Facts for IT, such as sizes and counts; never customers' data. */
  readonly facts: Readonly<Record<string, string | number | boolean>>;
}

export interface Service {
  readonly name: string;
  /** Names of the services that must have started before this one. */
  readonly requires: readonly string[];
  /** The app goes on, degraded, when an optional service cannot start. */
  readonly optional: boolean;
  /** Makes the service ready. What it throws keeps it (and, when it is required, the app) from starting. */
  initialize(): Promise<void>;
  /** Cheap: it is asked often. */
  health(): ServiceCondition;
  /** Lets go of everything. Called once, only after `initialize` has succeeded. */
  close(): Promise<void>;
}
