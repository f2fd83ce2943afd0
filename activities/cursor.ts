import { Context } from '@temporalio/activity';

/** How far an activity is: counts and numbers, never text. Its heartbeats tell it to whoever looks. */
export type Cursor = Readonly<Record<string, string | number>>;

const cursors = new WeakMap<Context, Cursor>();

/** Says how far the running activity is. */
export function moveCursor(cursor: Cursor): void {
  cursors.set(Context.current(), cursor);
}

/** What an activity last said of itself. */
export function readCursor(context: Context): Cursor | undefined {
  return cursors.get(context);
}
