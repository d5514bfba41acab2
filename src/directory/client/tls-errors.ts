import { ResultCodeError } from 'ldapts';

import { SyncError } from '../../contract/sync-error.js';
import { TimeoutExceeded } from '../../contract/with-timeout.js';
import { bindFailed, connectFailed, systemCode, timedOut } from './directory-errors.js';
import { resultCodeName } from './result-codes.js';

const SYSTEM_CODE = /^E[A-Z]+$/;
/** What OpenSSL reports when the first bytes of the other side are no TLS record. */
const NO_TLS = new Set([
  'ERR_SSL_WRONG_VERSION_NUMBER',
  'ERR_SSL_PACKET_LENGTH_TOO_LONG',
  'ERR_SSL_BAD_RECORD_TYPE',
  'ERR_SSL_UNEXPECTED_EOF_WHILE_READING',
]);
/** The reason with which a server ends TLS (RFC 8446 section 6.2). */
const ALERT = /^ERR_SSL_.*_ALERT_(?<name>[A-Z_]+)$/;
/** With these a server refuses the client certificate. */
const CERTIFICATE_REFUSED = /certificate|unknown ca|access denied/;

export function startTlsFailed(url: string, cause: unknown): SyncError {
  if (!(cause instanceof ResultCodeError)) return connectFailed(url, cause);
  const reason = `StartTLS was refused (${resultCodeName(cause.code)})`;
  return new SyncError('LDAP_TLS_FAILED', { params: { url, reason, tlsCode: 'STARTTLS_REFUSED' }, cause });
}

/** Without TLS at the port there is no sign of a directory either. */
export function ldapsFailed(url: string, cause: unknown): SyncError {
  const code = systemCode(cause);
  const isTls = code !== '' && !SYSTEM_CODE.test(code) && !NO_TLS.has(code);
  return isTls ? tlsFailed(url, cause) : connectFailed(url, cause);
}

/**
 * `params.tlsCode` is the code of OpenSSL or Node.js, e.g. `CERT_HAS_EXPIRED`. `params.because` is `certificateRequired` or
 * `certificateRefused` if the server says that of the client certificate.
 */
export function tlsFailed(url: string, cause: unknown): SyncError {
  if (cause instanceof TimeoutExceeded) return timedOut(url, cause);
  const tlsCode = systemCode(cause) || 'TLS_BROKEN_OFF';
  const alert = alertOf(cause);
  const reason = alert ?? (cause instanceof Error ? cause.message : String(cause));
  const params = { url, reason, tlsCode, ...becauseOf(alert) };
  return new SyncError('LDAP_TLS_FAILED', { params, cause });
}

/** Whether the server ended TLS with a reason. */
export function isAlert(error: unknown): boolean {
  return alertOf(error) !== undefined;
}

/** The server closed the connection right after the handshake, as some do that refuse the client certificate (TLS 1.3). */
export function closedAfterHandshake(url: string, cause: unknown): SyncError {
  const params = { url, reason: 'closed', tlsCode: 'TLS_BROKEN_OFF', because: 'closedAfterHandshake' };
  return new SyncError('LDAP_TLS_FAILED', { params, cause });
}

/**
 * The server does not sign in the holder of the client certificate.
 *
 * @param subject of the certificate.
 */
export function externalBindFailed(url: string, subject: string, cause: unknown): SyncError {
  const error = bindFailed(url, subject, cause);
  if (error.code !== 'LDAP_BIND_REJECTED') return error;
  return new SyncError(error.code, {
    params: { ...error.params, url, bindDn: subject, because: 'certificate' },
    cause,
  });
}

/** In the words of RFC 8446, e.g. `certificate expired`. */
function alertOf(error: unknown): string | undefined {
  return ALERT.exec(systemCode(error))?.groups?.['name']?.toLowerCase().replaceAll('_', ' ');
}

function becauseOf(alert = ''): { readonly because?: string } {
  if (alert === 'certificate required') return { because: 'certificateRequired' };
  return CERTIFICATE_REFUSED.test(alert) ? { because: 'certificateRefused' } : {};
}
