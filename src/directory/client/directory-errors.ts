import { InvalidAsn1Error, MessageParserError, ResultCodeError } from 'ldapts';

import { type MessageParameters, SyncError } from '../../contract/sync-error.js';
import { TimeoutExceeded } from '../../contract/with-timeout.js';
import { LIMIT_RESULTS, RESULT, resultCodeName } from './result-codes.js';
import { type Refusal, refusesAnonymous, wordsOf } from './server-words.js';
import { MalformedMessage } from '../wire/ber-cursor.js';

/** The search as errors describe it. Never contains the password. */
export interface SearchContext {
  readonly url: string;
  readonly baseDn: string;
  readonly filter: string;
  /** Whether nobody has signed in. @default false */
  readonly isAnonymous?: boolean;
  /** See `Dialect`. */
  readonly limitRemedy?: string | undefined;
}

/** The reason of an error: the server sent what is not LDAP. */
export const UNREADABLE = 'the response cannot be read';
/** ldapts throws a RangeError for a list of entries that is too long. */
const UNREADABLE_ERRORS = [MalformedMessage, MessageParserError, InvalidAsn1Error, RangeError, TypeError];
/** Reasons for which a connection that was accepted is lost. */
const LOST: ReadonlySet<string> = new Set(['closed', 'ECONNRESET', 'EPIPE']);
const HOST_UNKNOWN = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'EAI_NODATA', 'EAI_NONAME']);

export function hostNotFound(url: string, cause?: unknown): SyncError {
  return new SyncError('LDAP_HOST_NOT_FOUND', { params: { url }, cause });
}

/** The host does not permit connections to this server. */
export function targetRefused(url: string): SyncError {
  return new SyncError('LDAP_TARGET_REFUSED', { params: { url } });
}

/** Whether nothing at the address speaks LDAP: nothing listens there, or another service. */
export function isNoDirectory(error: unknown): boolean {
  return error instanceof SyncError && error.code === 'LDAP_UNREACHABLE' && !(error.cause instanceof ResultCodeError);
}

/** Whether a server accepted the connection and closed it. */
export function isConnectionLost(error: unknown): boolean {
  return error instanceof SyncError && error.code === 'LDAP_UNREACHABLE' && error.params['because'] === 'closed';
}

/** The error of a connection attempt: unknown name, refused or lost connection, or time-out. */
export function connectFailed(url: string, cause: unknown): SyncError {
  if (cause instanceof SyncError) return cause;
  if (cause instanceof TimeoutExceeded) return timedOut(url, cause);
  if (HOST_UNKNOWN.has(systemCode(cause))) return hostNotFound(url, cause);
  const reason = cause instanceof MalformedMessage ? UNREADABLE : systemCode(cause) || 'closed';
  const params = { url, reason, ...(LOST.has(reason) && { because: 'closed' }) };
  return new SyncError('LDAP_UNREACHABLE', { params, cause });
}

/** The error of a request: lost connection, time-out or unreadable response. */
export function requestFailed(url: string, cause: unknown): SyncError {
  const isUnreadable = UNREADABLE_ERRORS.some((type) => cause instanceof type);
  if (!isUnreadable) return connectFailed(url, cause);
  return new SyncError('LDAP_SEARCH_FAILED', { params: { url, reason: UNREADABLE }, cause });
}

export function timedOut(url: string, cause: TimeoutExceeded): SyncError {
  return new SyncError('LDAP_TIMEOUT', { params: { url, seconds: cause.seconds }, cause });
}

/** @param secret what the server may have repeated. */
export function bindFailed(url: string, bindDn: string, cause: unknown, secret = ''): SyncError {
  if (cause instanceof TimeoutExceeded) return timedOut(url, cause);
  if (!(cause instanceof ResultCodeError)) return connectFailed(url, cause);

  const result = resultCodeName(cause.code);
  const words = wordsOf({ status: cause.code, diagnostic: diagnosticOf(cause) }, bindDn === '', secret);
  switch (cause.code) {
    case RESULT.busy:
    case RESULT.unavailable:
      return new SyncError('LDAP_UNREACHABLE', { params: { url, reason: result, ...words }, cause });
    case RESULT.confidentialityRequired:
    case RESULT.strongerAuthRequired:
      return new SyncError('LDAP_TLS_FAILED', {
        params: { url, reason: `the directory requires signing or TLS (${result})`, tlsCode: 'TLS_REQUIRED', ...words },
        cause,
      });
    default:
      return new SyncError('LDAP_BIND_REJECTED', { params: { url, bindDn, result, ...words }, cause });
  }
}

export function baseNotFound(
  { url, baseDn }: SearchContext,
  words: MessageParameters = {},
  cause?: unknown,
): SyncError {
  return new SyncError('LDAP_BASE_NOT_FOUND', { params: { url, baseDn, ...words }, cause });
}

/** An exclusion names a container that does not exist, or is not visible. */
export function exclusionNotFound({ url }: SearchContext, dn: string): SyncError {
  return new SyncError('LDAP_BASE_NOT_FOUND', { params: { url, baseDn: dn, because: 'exclusion' } });
}

/**
 * The container that a search means was renamed or moved, and another one has its name now.
 *
 * @param setting where the search names it.
 * @param foundDn where the container that was meant until then is now.
 */
export function containerAmbiguous(
  { url }: SearchContext,
  { setting, dn, foundDn }: { readonly setting: string; readonly dn: string; readonly foundDn: string },
): SyncError {
  return new SyncError('LDAP_BASE_NOT_FOUND', { params: { url, baseDn: dn, foundDn, setting, because: 'ambiguous' } });
}

/** The search has no base, and the root DSE does not decide which of its naming contexts is meant. */
export function baseUndecided(url: string, contexts: readonly string[]): SyncError {
  const because = contexts.length === 0 ? 'none' : 'several';
  return new SyncError('LDAP_BASE_NOT_FOUND', { params: { url, baseDn: '', because, contexts: contexts.join('; ') } });
}

export function filterRejected(
  { url, filter }: SearchContext,
  words: MessageParameters = {},
  cause?: unknown,
): SyncError {
  return new SyncError('LDAP_FILTER_REJECTED', { params: { url, filter, ...words }, cause });
}

/** The server ended a search without success before it returned an entry. */
export function searchRefused(search: SearchContext, refusal: Refusal): SyncError {
  const { url, baseDn, filter, isAnonymous = false } = search;
  const { status, elsewhere = [] } = refusal;
  const reason = resultCodeName(status);
  const words = wordsOf(refusal, isAnonymous);
  const cause = causeOf(refusal);

  if (refusesAnonymous(refusal, isAnonymous)) {
    return new SyncError('LDAP_RIGHTS_MISSING', { params: { url, baseDn, ...words, because: 'anonymous' }, cause });
  }
  if (elsewhere.length > 0) {
    return baseNotFound(search, { ...words, because: 'elsewhere', elsewhere: elsewhere.join(' ') }, cause);
  }
  switch (status) {
    case RESULT.noSuchObject:
    case RESULT.invalidDnSyntax:
      return baseNotFound(search, words, cause);
    case RESULT.undefinedAttributeType:
    case RESULT.inappropriateMatching:
    case RESULT.invalidAttributeSyntax:
      return filterRejected(search, words, cause);
    case RESULT.insufficientAccessRights:
      return new SyncError('LDAP_RIGHTS_MISSING', { params: { url, baseDn, ...words }, cause });
    case RESULT.sizeLimitExceeded:
    case RESULT.timeLimitExceeded:
    case RESULT.adminLimitExceeded:
      return readRefused(search, refusal);
    default:
      return new SyncError('LDAP_SEARCH_FAILED', { params: { url, baseDn, filter, reason, ...words }, cause });
  }
}

/** The server ended a search for single entries without success. Not all of the entries were asked for, so no read is incomplete. */
export function lookUpRefused(search: SearchContext, refusal: Refusal): SyncError {
  const refused = searchRefused(search, refusal);
  if (refused.code !== 'DIRECTORY_READ_INCOMPLETE') return refused;
  const { url, baseDn, filter } = search;
  const reason = resultCodeName(refusal.status);
  return new SyncError('LDAP_SEARCH_FAILED', {
    params: { url, baseDn, filter, reason, ...wordsOf(refusal, false) },
    cause: refused.cause,
  });
}

/** The server ended a read without success. `params.limits` tells how its limit is raised, if that is known. */
export function readRefused(search: SearchContext, refusal: Refusal): SyncError {
  const { url, baseDn, limitRemedy, isAnonymous = false } = search;
  const isLimit = LIMIT_RESULTS.has(refusal.status) && limitRemedy !== undefined;
  const words = { ...wordsOf(refusal, isAnonymous), ...(isLimit && { limits: limitRemedy }) };
  const reason = resultCodeName(refusal.status);
  return new SyncError('DIRECTORY_READ_INCOMPLETE', {
    params: { url, baseDn, reason, ...words },
    cause: causeOf(refusal),
  });
}

/** The search returned entries, but it is not certain that it returned all of them. */
export function readIncomplete({ url, baseDn }: SearchContext, reason: string, cause?: unknown): SyncError {
  return new SyncError('DIRECTORY_READ_INCOMPLETE', { params: { url, baseDn, reason }, cause });
}

function causeOf({ status, diagnostic }: Refusal): Error {
  const reason = resultCodeName(status);
  return new Error(diagnostic === '' ? reason : `${reason}: ${diagnostic}`);
}

/** ldapts adds the result code to the message, and a message of its own takes the place of a missing one. */
function diagnosticOf({ message, code }: ResultCodeError): string {
  return message.replace(new RegExp(` Code: 0x${code.toString(16)}$`), '');
}

/** The code of an error of Node.js or OpenSSL; empty if it has none. */
export function systemCode(cause: unknown): string {
  const code: unknown = cause instanceof Error ? Reflect.get(cause, 'code') : undefined;
  return typeof code === 'string' ? code : '';
}
