import { createTransport, type SendMailOptions } from 'nodemailer';
import { UpstreamError } from '../errors.js';

/** What became of a message. `failed` was refused before it was accepted and may be sent again; of `unknown` nobody can tell. */
export type Outcome =
  | { readonly status: 'sent'; readonly messageId: string }
  | { readonly status: 'failed'; readonly reason: string; readonly error: UpstreamError }
  | { readonly status: 'unknown'; readonly reason: string };

/** Sends one message over SMTP. Never throws for what the server or the network does. */
export async function sendMail(smtpUrl: string, message: SendMailOptions): Promise<Outcome> {
  const transport = createTransport(smtpUrl);
  try {
    const { messageId } = await transport.sendMail(message);
    return { status: 'sent', messageId };
  } catch (error) {
    return judge(error);
  } finally {
    transport.close();
  }
}

/** A reply of the server is a refusal. A connection lost after the text was handed over leaves its fate open. */
function judge(error: unknown): Outcome {
  const { message: reason } = error instanceof Error ? error : new Error(String(error));
  const { code, command, responseCode } = Object(error) as { code?: string; command?: string; responseCode?: number };
  const handedOver = command === 'DATA' || command === 'CONN';
  const lost = code === 'ECONNECTION' || code === 'ETIMEDOUT' || code === 'ESOCKET' || code === 'ECONNRESET';
  if (responseCode === undefined && lost && handedOver && !isUnreached(reason)) return { status: 'unknown', reason };
  return { status: 'failed', reason, error: new UpstreamError(`The mail was not accepted: ${reason}`) };
}

function isUnreached(reason: string): boolean {
  return /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|Greeting never received|connect/i.test(reason);
}
