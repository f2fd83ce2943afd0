import { UpstreamError, UserError } from '../errors.js';

/** What Node or Postgres says when a server is not there, or not there yet. */
const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  '57P03',
]);
/** What Postgres says to a user or password that it does not know. */
const REFUSED = new Set(['28P01', '28000']);
/** What the system says when a file may not be made or written. */
const UNWRITABLE = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'ENOTDIR']);

/** Our error for what the system or a server said; anything else as it is. */
export function recognise(error: unknown): unknown {
  const [code, message, path] = details(error);
  const own = process.env['DATABASE_URL'] !== undefined;
  if (UNREACHABLE.has(code)) {
    const next = own ? 'Correct DATABASE_URL, or start that server.' : 'npx tidemark doctor';
    return new UpstreamError(`A server does not answer: ${message}.`, next, { cause: error });
  }
  if (REFUSED.has(code))
    return new UserError(`Postgres lets nobody in: ${message}.`, own ? 'Correct DATABASE_URL.' : 'npx tidemark doctor');
  if (UNWRITABLE.has(code) && path)
    return new UserError(`${path} cannot be used (${code}).`, 'Check its permissions and the space left on the disk.');
  return error;
}

/** Connections to several addresses of one host fail together: the first tells enough. */
function details(error: unknown): [code: string, message: string, path: string] {
  if (error instanceof AggregateError) return details(error.errors[0]);
  if (!(error instanceof Error)) return ['', '', ''];
  const code = 'code' in error ? String(error.code) : '';
  return [code, error.message, 'path' in error ? String(error.path) : ''];
}
