import { wilson } from '../../statistics/wilson.js';
import { placeholder, redact } from './redact.js';
import { KINDS, type Kind } from './rule.js';

/** How well one kind of detail, or those of one language, are found. */
export interface RedactionFigures {
  readonly spans: number;
  readonly recall: number;
  /** Wilson, 95 %. */
  readonly interval: readonly [number, number];
}

export interface RedactionReport {
  readonly texts: number;
  readonly spans: number;
  /** Share of the details that are taken out. */
  readonly recall: number;
  /** Share of what is taken out that is a detail. */
  readonly precision: number;
  readonly byKind: Readonly<Record<string, RedactionFigures>>;
  readonly byLanguage: Readonly<Record<string, RedactionFigures>>;
  readonly missed: readonly string[];
  readonly false: readonly string[];
}

interface Span {
  readonly language: string;
  readonly kind: string;
  readonly value: string;
  readonly found: boolean;
}

const MARKED = /\{\{(\w+)\|(.*?)\}\}/g;

/**
 * Measures redaction on lines of a language, a tab, and a text (`\n` for a new line) in which details are marked as
 * `{{kind|detail}}`. A detail is found where nothing of it is left; what is taken out beyond them counts against precision,
 * whatever kind it was taken for.
 */
export function measureRedaction(fixture: string): RedactionReport {
  const spans: Span[] = [];
  const wrongly: string[] = [];
  const lines = fixture.split('\n').filter(Boolean);
  for (const line of lines) {
    const [language = '', marked = ''] = line.split('\t');
    const text = marked.replaceAll('\\n', '\n');
    const details = [...text.matchAll(MARKED)].map(([, kind = '', value = '']) => ({ language, kind, value }));
    const redacted = redact(text.replace(MARKED, '$2'));
    const left = leftOver(
      redacted,
      details.map(({ value }) => value),
    );
    spans.push(...details.map((detail, i) => ({ ...detail, found: !(left[i] ?? false) })));
    const taken = placeholders(redacted);
    const extra = taken - details.filter((_, i) => !left[i]).length;
    if (extra > 0) wrongly.push(...Array.from({ length: extra }, () => `${language}: ${redacted}`));
  }
  const found = spans.filter((span) => span.found).length;
  return {
    texts: lines.length,
    spans: spans.length,
    recall: found / spans.length,
    precision: found / (found + wrongly.length),
    byKind: figuresBy(spans, ({ kind }) => kind),
    byLanguage: figuresBy(spans, ({ language }) => language),
    missed: spans.filter((span) => !span.found).map(({ language, kind, value }) => `${language} ${kind}: ${value}`),
    false: wrongly,
  };
}

/** Which details are still there, wholly or in one of their words. Placeholders are no words of any detail. */
function leftOver(redacted: string, values: readonly string[]): boolean[] {
  const rest = redacted.replaceAll(/\[\w+_redacted\]/g, ' ');
  return values.map(
    (value) => rest.includes(value) || value.split(/[\s,]+/).some((word) => word.length > 3 && rest.includes(word)),
  );
}

function placeholders(text: string): number {
  return KINDS.reduce((count, kind: Kind) => count + text.split(placeholder(kind)).length - 1, 0);
}

function figuresBy(spans: readonly Span[], key: (span: Span) => string): Record<string, RedactionFigures> {
  const names = [...new Set(spans.map(key))].sort();
  return Object.fromEntries(
    names.map((name) => {
      const own = spans.filter((span) => key(span) === name);
      const found = own.filter((span) => span.found).length;
      const { lower, upper } = wilson(found, own.length);
      return [name, { spans: own.length, recall: found / own.length, interval: [lower, upper] as const }];
    }),
  );
}
