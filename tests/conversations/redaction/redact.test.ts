import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { measureRedaction } from '../../../src/conversations/redaction/measure.js';
import { redact } from '../../../src/conversations/redaction/redact.js';

describe('redaction', () => {
  it.each([
    ['write to jane.doe+list@mail.example.co.uk today', 'write to [email_redacted] today'],
    ['call +49 30 1234 5678 or (212) 555-0187', 'call [phone_redacted] or [phone_redacted]'],
    ['call 212-555-0187.', 'call [phone_redacted].'],
    ['host 192.168.10.254 answers', 'host [ip_redacted] answers'],
    ['at 2001:db8:0:0:0:ff00:42:8329 and fe80::1ff:fe23:4567:890a', 'at [ip_redacted] and [ip_redacted]'],
    ['postgresql://admin:hunter22@db.example.org/app', 'postgresql://[credentials_redacted]@db.example.org/app'],
    ['key sk-abcdefghijklmnop1234 here', 'key [key_redacted] here'],
    ['API_KEY="0123456789abcdef"', 'API_KEY="[key_redacted]"'],
    ['Authorization: Bearer abcdefghijkl.mnop', 'Authorization: Bearer [key_redacted]'],
    ['-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----', '[key_redacted]'],
  ])('takes out what names or admits a person: %s', (text, expected) => {
    expect(redact(text)).toBe(expected);
  });

  it.each([
    'version 1.2.3 of 2026-10-31 costs 1,299.00 for 12 people',
    'the ratio is 3.14159265 and the id is 12345678',
    'at 10:30:15 the std::vector<int> was empty',
    'see https://example.org/a/b?c=d#e',
    '300.1.2.3 is no address, 1.2.3.4.5 is a section',
  ])('leaves alone what does not: %s', (text) => {
    expect(redact(text)).toBe(text);
  });

  it('says the same when it is asked again', () => {
    const once = redact('me@example.org, token=abcdefgh1234, 10.0.0.1');
    expect(redact(once)).toBe(once);
  });

  it('is quick on texts that almost match', () => {
    const hostile = [
      'a@'.repeat(50_000),
      '1.'.repeat(50_000),
      'http://'.repeat(20_000),
      '+1 23 '.repeat(20_000),
      'token '.repeat(20_000),
      'a:'.repeat(50_000),
    ];
    const began = performance.now();
    for (const text of hostile) redact(text);
    expect(performance.now() - began).toBeLessThan(2000);
  });
});

describe('redaction, measured on marked texts in six languages', () => {
  const report = measureRedaction(readFileSync('bench/redaction/spans.tsv', 'utf8'));

  it('finds nine in ten details, and takes out little else', () => {
    expect(report.spans).toBeGreaterThanOrEqual(400);
    expect(Object.keys(report.byLanguage)).toEqual(['de', 'en', 'es', 'fr', 'it', 'pt']);
    expect(report.recall).toBeGreaterThan(0.95);
    expect(report.precision).toBeGreaterThan(0.95);
    for (const [kind, { recall }] of Object.entries(report.byKind))
      expect({ kind, good: recall >= 0.9 }).toEqual({ kind, good: true });
  });

  it('counts a detail of which a part is left as missed, and what else is taken out as wrong', () => {
    expect(
      measureRedaction('en\twrite to {{email|a@b.example}} and {{name|Zebulon}}, or to c@d.example'),
    ).toMatchObject({
      spans: 2,
      recall: 0.5,
      precision: 0.5,
      missed: ['en name: Zebulon'],
    });
  });
});

describe('check digits', () => {
  it.each([
    ['card 4111 1111 1111 1111', 'card [card_redacted]'],
    ['card 4111 1111 1111 1112', 'card 4111 1111 1111 1112'],
    ['IBAN DE89 3704 0044 0532 0130 00 ok', 'IBAN [iban_redacted] ok'],
    ['IBAN GB29 NWBK 6016 1331 9268 18 ok', 'IBAN GB29 NWBK 6016 1331 9268 18 ok'],
    ['DNI 12345678Z', 'DNI [id_redacted]'],
    ['DNI 12345678A', 'DNI 12345678A'],
    ['ssn 078-05-1120, part 666-12-3456', 'ssn [id_redacted], part 666-12-3456'],
  ])('tell numbers of people from other numbers: %s', (text, expected) => {
    expect(redact(text)).toBe(expected);
  });
});
