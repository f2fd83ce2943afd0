import { UserError } from './errors.js';

/** The Postgres of one's own that DATABASE_URL names, or null. @throws UserError when it is no such address */
export function ownDatabaseUrl(): string | null {
  return address('DATABASE_URL', /^postgres(ql)?:$/, 'postgresql://user:password@host:5432/tidemark');
}

/** Where mail is handed over, or null: then none is sent. @throws UserError when SMTP_URL is no such address */
export function ownSmtpUrl(): string | null {
  return address('SMTP_URL', /^smtps?:$/, 'smtp://user:password@host:587');
}

/** The key of the Anthropic API, or null. */
export function ownAnthropicKey(): string | null {
  return process.env['ANTHROPIC_API_KEY'] || null;
}

/** Addresses hold passwords, so that none of them is quoted. */
function address(variable: string, protocol: RegExp, example: string): string | null {
  const text = process.env[variable];
  if (!text) return null;
  if (URL.canParse(text) && protocol.test(new URL(text).protocol) && new URL(text).hostname !== '') return text;
  throw new UserError(`${variable} is not an address that can be used.`, `Write it like ${example}.`);
}
