import { createHash } from 'node:crypto';
import type { SendMailOptions } from 'nodemailer';
import type { Digest } from './render.js';

export interface Envelope {
  readonly from: string;
  readonly to: { readonly email: string; readonly name: string | null; readonly token: string };
  /** `<index>/<release>`: with the subscriber's token it makes the message's id, the same at every attempt. */
  readonly release: string;
  readonly date: Date;
}

/** A digest as a message for nodemailer. */
export function mailMessage(
  digest: Digest,
  { from, to, release, date }: Envelope,
): SendMailOptions & { readonly messageId: string } {
  const id = createHash('sha256').update(`${release} ${to.token}`).digest('hex').slice(0, 32);
  const { url, mailto } = digest.unsubscribe;
  return {
    messageId: `<${id}@tidemark>`,
    from,
    to: to.name ? { name: to.name, address: to.email } : to.email,
    subject: digest.subject,
    date,
    text: digest.text,
    html: digest.html,
    attachments: digest.attachments.map(({ filename, cid, content }) => ({
      filename,
      cid,
      content: Buffer.from(content),
      contentType: 'image/png',
      contentDisposition: 'inline' as const,
    })),
    // Nested: one header that names both ways, as mail programs expect it.
    list: { unsubscribe: [[...(url ? [{ url, comment: 'Unsubscribe' }] : []), `${mailto}?subject=unsubscribe`]] },
    headers: url?.startsWith('https:') ? { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' } : {},
  };
}
