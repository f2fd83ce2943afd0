/** The measurement part of a method, as recorded. */
export interface Measured {
  readonly measurement: { readonly hash: string; readonly definition: unknown };
}

/** Null where two snapshots measured alike; else the sentence that says what differs. */
export function comparability(from: Measured, to: Measured): string | null {
  if (from.measurement.hash === to.measurement.hash) return null;
  const [a, b] = [record(from.measurement.definition), record(to.measurement.definition)];
  const parts = [...new Set([...Object.keys(a), ...Object.keys(b)])]
    .filter((part) => text(a[part]) !== text(b[part]))
    .sort();
  return `Not compared with the release before, because the measurement changed: ${parts.join(', ') || 'unnamed parts'}.`;
}

function record(definition: unknown): Readonly<Record<string, unknown>> {
  return Object(definition);
}

/** Text of a value that does not depend on the order of keys. */
function text(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? '';
  if (Array.isArray(value)) return `[${value.map(text).join(',')}]`;
  const entries = Object.entries(value).sort(([x], [y]) => (x < y ? -1 : 1));
  return `{${entries.map(([key, inner]) => `${key}:${text(inner)}`).join(',')}}`;
}
