import { createTransport, type SendMailOptions } from 'nodemailer';
import { UpstreamError } from '../errors.js';

/** What became of a message. `failed` was refused before it was accepted and may be sent again; of `unknown` nobody can tell. */
export type Outcome =
  | { readonly status: 'sent'; readonly messageId: string }
  | { readonly status: 'failed'; readonly reason: string; readonly error: UpstreamError }
  | { readonly status: 'unknown'; readonly reason: string };

/** Sends one message over SMTP. Never throws for what the server or the network does. */
export async function sendMail(smtpUrl: string, message: SendMailOptions): Promise<Outcome> {
  const dialogue = followDialogue();
  const transport = createTransport({ url: smtpUrl, logger: dialogue.logger, transactionLog: true });
  try {
    const { messageId } = await transport.sendMail(message);
    return { status: 'sent', messageId };
  } catch (error) {
    return judge(error, dialogue.textAskedFor());
  } finally {
    transport.close();
  }
}

/**
 * Whether the server has asked for the text (reply 354; RFC 5321, 4.1.1.4): from then on it may have taken it. The error
 * of a lost connection is the same before and after, so the replies are read as they are logged.
 */
function followDialogue() {
  let asked = false;
  const read = (entry: unknown, line: unknown) => {
    if (Object(entry).tnx === 'server' && String(line).startsWith('354')) asked = true;
  };
  const ignore = () => undefined;
  const logger = {
    level: ignore,
    trace: ignore,
    debug: read,
    info: ignore,
    warn: ignore,
    error: ignore,
    fatal: ignore,
  };
  return { logger, textAskedFor: () => asked };
}

/** A reply of the server is a refusal. A connection lost after the text was handed over leaves its fate open. */
function judge(error: unknown, handedOver: boolean): Outcome {
  const reason = error instanceof Error ? error.message : String(error);
  const replied = (Object(error) as { responseCode?: number }).responseCode !== undefined;
  if (handedOver && !replied) return { status: 'unknown', reason };
  return { status: 'failed', reason, error: new UpstreamError(`The mail was not accepted: ${reason}`) };
}
