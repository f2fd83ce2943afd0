import { type ParsedMail, simpleParser } from 'mailparser';
import { createTransport } from 'nodemailer';
import { beforeAll, describe, expect, it } from 'vitest';
import { mailMessage } from '../../src/digest/message.js';
import { type DigestRequest, renderDigest } from '../../src/digest/render.js';
import type { ReleaseContent } from '../../src/release/content.js';
import { pngSize } from '../support/png.js';
import { change, comparison, content, facts, SMALL_TAXONOMY, share, withheld } from '../support/release.js';

const CONTENT = content({
  cells: [share(0.611), share(0.222, 'review', { key: '15-0000' }), share(0.111, 'unreliable', { key: '17-0000' })],
  comparison: comparison({ deltas: [change(-0.05)] }),
});

function request(overrides: Partial<DigestRequest> = {}): DigestRequest {
  return {
    content: CONTENT,
    subscriber: { email: 'ada@example.org', name: 'Ada' },
    releaseUrl: null,
    unsubscribeUrl: null,
    unsubscribeMailto: 'Tidemark <index@example.org>',
    ...overrides,
  };
}

const PUBLIC = {
  releaseUrl: 'https://index.example.org/synthetic/2026-06/',
  unsubscribeUrl: 'https://index.example.org/unsubscribe/t0ken',
};

/** The message as it goes over the wire, and as a mail program reads it. */
async function written(overrides: Partial<DigestRequest> = {}): Promise<{ raw: string; mail: ParsedMail }> {
  const message = mailMessage(renderDigest(request(overrides)), {
    from: 'Tidemark <index@example.org>',
    to: { email: 'ada@example.org', name: 'Ada', token: 't0ken' },
    release: 'synthetic/2026-06',
    date: new Date('2026-07-05T08:00:00Z'),
  });
  const { message: bytes } = await createTransport({ streamTransport: true, buffer: true }).sendMail(message);
  return { raw: bytes.toString(), mail: await simpleParser(bytes as Buffer, { skipImageLinks: true }) };
}

/** The lines of the head of a message, long ones put together again. */
function headLines(raw: string, name: string): string[] {
  const [head = ''] = raw.split('\r\n\r\n');
  const lines = head.replace(/\r\n[ \t]+/g, ' ').split('\r\n');
  return lines.filter((line) => line.toLowerCase().startsWith(`${name.toLowerCase()}:`));
}

describe('the digest as a mail program reads it', () => {
  let raw: string;
  let mail: ParsedMail;
  beforeAll(async () => {
    ({ raw, mail } = await written(PUBLIC));
  });

  it('has the finding for its subject', () => {
    expect(mail.subject).toBe('11-0000 work made 61\u00a0% of AI conversations with a task in June 2026');
  });

  it.each(['text', 'html'] as const)('tells the trusted numbers, their intervals and changes in %s', (part) => {
    const body = String(mail[part]);
    for (const told of [
      '61.1\u00a0%',
      '55.0 to 67.2\u00a0%',
      '22.2\u00a0%',
      '−5.0 points',
      '−6.0 to −4.0',
      '1,500',
      'Ada',
    ])
      expect(body).toContain(told);
    expect(body).not.toContain('11.1\u00a0%');
  });

  it.each(['text', 'html'] as const)('links the release and the way out in %s', (part) => {
    expect(String(mail[part])).toContain(PUBLIC.releaseUrl);
    expect(String(mail[part])).toContain(PUBLIC.unsubscribeUrl);
  });

  it('shows the figure from within the mail, and asks no server for anything', () => {
    const [figure] = mail.attachments;
    expect(mail.attachments).toHaveLength(1);
    expect(figure).toMatchObject({ contentType: 'image/png', contentDisposition: 'inline', cid: 'breakdown.png' });
    expect(pngSize(figure?.content ?? Buffer.of()).width).toBe(840);
    const html = String(mail.html);
    expect([...html.matchAll(/\bsrc="([^"]*)"/g)].map(([, source]) => source)).toEqual(['cid:breakdown.png']);
    expect(html).not.toMatch(/@import|url\(|<link|<script/);
  });

  it('says in words what the figure shows', () => {
    expect(String(mail.html)).toMatch(/<img [^>]*alt="11-0000 work made 61/);
  });

  it('names both ways out in one header, and one click for the first', () => {
    expect(headLines(raw, 'List-Unsubscribe')).toHaveLength(1);
    const [line = ''] = headLines(raw, 'List-Unsubscribe');
    expect(line).toContain(`<${PUBLIC.unsubscribeUrl}>`);
    expect(line).toContain('<mailto:index@example.org?subject=unsubscribe>');
    expect(headLines(raw, 'List-Unsubscribe-Post')).toEqual(['List-Unsubscribe-Post: List-Unsubscribe=One-Click']);
  });

  it('has the same id at every attempt, and another one for another subscriber or release', () => {
    const id = (token: string, release: string) =>
      mailMessage(renderDigest(request()), {
        from: 'a@b.c',
        to: { email: 'x@y.z', name: null, token },
        release,
        date: new Date(0),
      }).messageId;
    expect(id('a', 'i/2026-06')).toBe(id('a', 'i/2026-06'));
    expect(new Set([id('a', 'i/2026-06'), id('b', 'i/2026-06'), id('a', 'i/2026-06.1')]).size).toBe(3);
  });
});

describe('the digest where nothing is served', () => {
  it('offers the way out by mail alone', async () => {
    const { raw, mail } = await written();
    expect(headLines(raw, 'List-Unsubscribe')).toEqual([
      'List-Unsubscribe: <mailto:index@example.org?subject=unsubscribe>',
    ]);
    expect(headLines(raw, 'List-Unsubscribe-Post')).toEqual([]);
    expect(String(mail.html)).toContain('href="mailto:index@example.org?subject=unsubscribe"');
    expect(mail.text).toContain('write to index@example.org');
    expect(mail.text).not.toContain('http');
  });
});

describe('the digest where pages are served without TLS', () => {
  it('promises no one-click way out', async () => {
    const { raw } = await written({ unsubscribeUrl: 'http://index.local/unsubscribe/t0ken' });
    expect(headLines(raw, 'List-Unsubscribe-Post')).toEqual([]);
  });
});

describe('the digest of a release', () => {
  const bodies = (overrides: Partial<ReleaseContent>) => {
    const { html, text, subject } = renderDigest(request({ content: content(overrides) }));
    return { html, text, subject };
  };

  it('of too few people says so and tells no number', () => {
    const { html, text, subject } = bodies({
      cells: [withheld()],
      facts: facts({ frame: null, drawn: null, accounts: null }),
    });
    expect(subject).toContain('too few people');
    for (const body of [html, text]) {
      expect(body).toContain('too small for its size to be told');
      expect(body).not.toContain('Largest groups');
    }
  });

  it('that cannot be compared gives the reason in place of changes', () => {
    const refusal = 'Not compared with the release before, because the measurement changed: labeller.';
    for (const body of Object.values(bodies({ cells: [share(0.6)], comparison: comparison({ refusal }) })).slice(
      0,
      2,
    )) {
      expect(body).toContain(refusal);
      expect(body).not.toContain('What changed');
    }
  });

  it('escapes titles, names and links in its HTML', () => {
    const evil = '"><script>alert(1)</script>';
    const taxonomy = { ...SMALL_TAXONOMY, majorGroups: SMALL_TAXONOMY.majorGroups.map((g) => ({ ...g, title: evil })) };
    const { html } = renderDigest(
      request({
        content: content({ taxonomy, cells: [share(0.6)], facts: facts({ indexTitle: evil }) }),
        subscriber: { email: 'x@y.z', name: evil },
        releaseUrl: `https://x.org/${evil}`,
      }),
    );
    expect(html).toContain('&lt;script&gt;');
    expect(html).not.toContain('<script');
  });
});
