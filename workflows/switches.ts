/** What a worker does besides: neither changes what a workflow asks for, so either may change while it runs. */
export interface Switches {
  /** Hands traces on, and tells of workflows that end. */
  readonly traced: boolean;
  /** Keeps messages of failures where payloads are encrypted. */
  readonly encrypted: boolean;
}

declare global {
  /** Written before the workflows' code by the worker that loads it. */
  var tidemarkSwitches: Switches | undefined;
}

export const switches: Switches = globalThis.tidemarkSwitches ?? { traced: false, encrypted: false };
