/** What a check found: `idle` is no fault, something is merely not running or not configured. */
export interface Finding {
  readonly state: 'ok' | 'idle' | 'broken';
  readonly detail: string;
  /** What to do; empty when there is nothing to do. */
  readonly next: string;
}

/** What checks look at besides servers and files. */
export interface Surroundings {
  /** The state folder. */
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly nodeVersion: string;
  /** Such as `linux-x64`. */
  readonly platform: string;
  readonly now: () => Date;
  /** Free space of the disk that a folder lies on, in bytes. */
  readonly freeBytes: (folder: string) => number;
  /** Whether a file or folder is there. */
  readonly exists: (path: string) => boolean;
  /** Whether a package of the project's dependencies is there. */
  readonly installed: (name: string) => boolean;
}

export type Check = (surroundings: Surroundings) => Finding | Promise<Finding>;

export const ok = (detail: string): Finding => ({ state: 'ok', detail, next: '' });
export const idle = (detail: string, next: string): Finding => ({ state: 'idle', detail, next });
export const broken = (detail: string, next: string): Finding => ({ state: 'broken', detail, next });

/** What an error says, or its name where it says nothing. Failed tries of several addresses say what the first said. */
export function messageOf(error: unknown): string {
  if (error instanceof AggregateError) return messageOf(error.errors[0]);
  return error instanceof Error ? error.message || error.name : String(error);
}
