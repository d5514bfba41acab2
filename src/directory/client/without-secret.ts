import type { SyncError } from '../../contract/sync-error.js';

const MASK = '***';
/** White space and what cannot be displayed: servers replace both when they repeat a text. */
const BLANKS = /[\p{C}\s]+/u;

/** The text without the secret, as it is, with other white space, or escaped as servers and libraries do. */
export function withoutSecret(text: string, secret: string): string {
  const trimmed = secret.trim();
  return trimmed === '' ? text : text.replaceAll(patternOf(trimmed), MASK);
}

/** The error without a secret that a library or a server repeated in its message. */
export function errorWithoutSecret(error: SyncError, secret: string): SyncError {
  const message = error.cause instanceof Error ? error.cause.message : '';
  const masked = withoutSecret(message, secret);
  return masked === message ? error : error.withCause(new Error(masked));
}

/** The longest form first, so that nothing of it is left. */
function patternOf(secret: string): RegExp {
  const forms = [...new Set(formsOf(secret))].toSorted((one, other) => other.length - one.length);
  return new RegExp(forms.map((form) => form.split(BLANKS).map(literal).join(BLANKS.source)).join('|'), 'gu');
}

/** As it is, in JSON, a DN (RFC 4514), a filter (RFC 4515), a URL, base64 and hexadecimal. */
function formsOf(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  const hexadecimal = [
    bytes.toString('hex').replaceAll(/../g, '\\$&'),
    secret.replaceAll(/["#+,;<=>\\]/g, hexadecimalEscape),
    secret.replaceAll(/[*()\\\0]/g, hexadecimalEscape),
  ];
  return [
    secret,
    JSON.stringify(secret).slice(1, -1),
    secret.replaceAll(/["+,;<>\\]/g, '\\$&'),
    secret.replaceAll(/["#+,;<=>\\]/g, '\\$&'),
    ...hexadecimal,
    ...hexadecimal.map((form) => form.replaceAll(/\\[0-9a-f]{2}/g, (escape) => escape.toUpperCase())),
    encodeURIComponent(secret.toWellFormed()),
    bytes.toString('base64').replace(/=+$/, ''),
  ];
}

function hexadecimalEscape(char: string): string {
  return `\\${Buffer.from(char).toString('hex')}`;
}

function literal(text: string): string {
  return text.replaceAll(/[$()*+./?[\\\]^{|}]/g, '\\$&');
}
