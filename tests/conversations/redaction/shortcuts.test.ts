import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeholder, RULES, redact } from '../../../src/conversations/redaction/redact.js';

/** Every rule over the whole text, without looking first whether it is worth it. */
function plainly(text: string): string {
  return RULES.reduce((left, { kind, pattern, accept }) => {
    const everywhere = new RegExp(pattern.source, `${pattern.flags.replace(/[gy]/g, '')}g`);
    return left.replace(everywhere, (match: string, ...rest: unknown[]) => {
      const { cue = '' }: { cue?: string } = Object(rest.at(-1));
      const found = match.slice(cue.length);
      return accept && !accept(found) ? match : `${cue}${placeholder(kind)}`;
    });
  }, text);
}

const marked = readFileSync('bench/redaction/spans.tsv', 'utf8')
  .split('\n')
  .filter(Boolean)
  .map((line) => (line.split('\t')[1] ?? '').replaceAll('\\n', '\n'));
const texts = marked.map((text) => text.replace(/\{\{\w+\|(.*?)\}\}/g, '$1'));
const details = marked.flatMap((text) => [...text.matchAll(/\{\{\w+\|(.*?)\}\}/g)].map(([, detail = '']) => detail));

const SEEDS = [
  'a.b+c@d.example',
  'x@y.org-z@w.org',
  '@',
  `${'q'.repeat(70)}@mail.example.org`,
  'postgres://u:p@h',
  'sk-abcdefghijklmnop1234',
  'token = abcdefgh',
  'whatsapp 61 23 45 67 89',
  '+33 6 12 34 56 78',
  '00 44 20 79 46 09 58',
  '(212) 555-0187',
  'abcd:abcd:abcd:abcd:abcd:abcd:abcd:abcd',
  'fe80::1',
  'GB82WEST12345698765432',
  'AB 12 34 56 C',
  'RSSMRA85T10A562S',
  'ssn1234567',
  'X1234567L',
  '12 Old Mill Road',
  '7 N. Quincy Featherstonehaugh Cholmondeley-Marjoribanks Street',
  'Calle de la Paz, n.º 5',
  'Lindenstraße 4a',
  '5 bis, rue de la Paix',
  'Dear Ms. Ada Lovelace,',
  'My name is ada Byron',
  'Client: Jo de la Vega',
  'Regards,\n\nJo Vega',
];
const characters = fc.string({ unit: fc.constantFrom(...'0123456789 .-/:@+()[]_,\nAbZéß\'"#xX'), maxLength: 12 });
const piece = fc.oneof(fc.constantFrom(...SEEDS), fc.constantFrom(...details), fc.constantFrom(...texts), characters);
/** A piece with something taken out of it: what nearly is a detail. */
const nearly = fc
  .tuple(piece, fc.nat(60), fc.nat(3))
  .map(([text, at, gone]) => text.slice(0, at) + text.slice(at + gone));
const written = fc
  .array(fc.tuple(fc.oneof(piece, nearly), fc.constantFrom('', ' ', '\n', ', ', ': ', '-')), { maxLength: 6 })
  .map((parts) => parts.flat().join(''));

describe('the short cuts of redaction', () => {
  it('take out what every rule would, applied to the whole text', () => {
    fc.assert(
      fc.property(written, (text) => {
        expect(redact(text)).toBe(plainly(text));
      }),
      { numRuns: 3000 },
    );
  });

  it.each([...SEEDS, ...texts])('hold for %j', (text) => {
    expect(redact(text)).toBe(plainly(text));
  });

  it.each(['whatsapp 61 23 45 67 89', 'Mon portable : +33 6 12 34 56 78'])('find numbers in pairs: %s', (text) => {
    expect(redact(text)).toContain('[phone_redacted]');
  });
});
