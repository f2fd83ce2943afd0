/** A mistake of the person at the keyboard or in the configuration: one sentence, and what to type next. Exit 2. */
export class UserError extends Error {
  override readonly name = 'UserError';
  constructor(
    message: string,
    readonly next?: string,
  ) {
    super(message);
  }
}

/** A check on data failed; `rows` names the offenders. Exit 3. */
export class DataError extends Error {
  override readonly name = 'DataError';
  constructor(
    message: string,
    readonly rows: readonly string[] = [],
  ) {
    super(message);
  }
}

/** Labels that were saved are gone, as after the restore of an older backup: they have to be made again, not looked for. */
export class UnlabelledError extends Error {
  override readonly name = 'UnlabelledError';
  constructor(conversations: number) {
    super(
      `${conversations} conversations of the sample have lost their labels: resumed, the run makes them again; told to skip them, it counts them as not classified`,
    );
  }
}

/** What is known about trying again. */
export interface UpstreamOptions extends ErrorOptions {
  /** Seconds that the other side asked to be left alone. */
  readonly retryAfter?: number;
  /** Trying again does not help until somebody mends something. */
  readonly lasting?: boolean;
}

/** Something that we depend on does not answer; trying again may help. Exit 4. */
export class UpstreamError extends Error {
  override readonly name = 'UpstreamError';
  readonly retryAfter: number | undefined;
  readonly lasting: boolean;
  constructor(
    message: string,
    readonly next?: string,
    options?: UpstreamOptions,
  ) {
    super(message, options);
    this.retryAfter = options?.retryAfter;
    this.lasting = options?.lasting ?? false;
  }
}

export const EXIT = { ok: 0, unexpected: 1, usage: 2, data: 3, upstream: 4, interrupted: 130 } as const;

/** The exit code that the command line ends with after `error`. */
export function exitCode(error: unknown): number {
  if (error instanceof UserError) return EXIT.usage;
  if (error instanceof DataError) return EXIT.data;
  if (error instanceof UpstreamError) return EXIT.upstream;
  return EXIT.unexpected;
}
