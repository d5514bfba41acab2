import { X509Certificate } from 'node:crypto';
import type { Socket } from 'node:net';
import { checkServerIdentity, type DetailedPeerCertificate, type TLSSocket } from 'node:tls';

import type { PresentedCertificate, PresentedChain } from '../../contract/proposals.js';
import { describeCertificate } from '../../settings/rules/certificates.js';
import { tlsProblemOf } from '../check/check-steps.js';
import { DirectoryConnection } from '../client/directory-connection.js';
import { tlsFailed } from '../client/tls-errors.js';
import { secureSocket } from '../client/transport.js';

/** More would come only from a hostile server. */
const MAX_CERTIFICATES = 10;
const ISSUER_UNKNOWN: ReadonlySet<string> = new Set(['TLS_SELF_SIGNED', 'TLS_AUTHORITY_UNKNOWN']);

/** A connection whose certificate is not verified. It is only for looking at the certificate: nobody signs in over it. */
export class UnverifiedConnection extends DirectoryConnection {
  private presented: PresentedChain | undefined;

  override bind(): Promise<void> {
    return Promise.reject(new Error('The certificate of this connection was not verified'));
  }

  /** What the server presented, after `secure`. Throws `LDAP_TLS_FAILED` without TLS. */
  chain(): PresentedChain {
    if (!this.presented) throw tlsFailed(this.url, new Error('the data pool does not use TLS'));
    return this.presented;
  }

  protected override async handshake(socket: Socket): Promise<Socket> {
    const options = { ...this.tlsOptions(), rejectUnauthorized: false };
    const secured = await this.step(secureSocket(socket, options), this.timeouts.connect, this.handshakeFailed);
    this.presented = chainOf(this.url, options.host ?? '', secured);
    return secured;
  }
}

function chainOf(url: string, name: string, socket: TLSSocket): PresentedChain {
  const leaf = socket.getPeerCertificate(true);
  const certificates = issuersFrom(leaf).map(described);
  const { authorizationError } = socket;
  const identity = checkServerIdentity(name, leaf);
  const codes = [authorizationError as unknown, identity && 'ERR_TLS_CERT_ALTNAME_INVALID'];
  const problems = codes.filter((code) => typeof code === 'string').map((code) => tlsProblemOf(code));
  // To trust a certificate remedies nothing else. Of one that has expired as well, OpenSSL says only that.
  const isOffered = problems.some((problem) => ISSUER_UNKNOWN.has(problem));
  return {
    url,
    name,
    certificates,
    problems: [...new Set(problems)],
    authority: isOffered ? (certificates.at(-1) ?? null) : null,
  };
}

/** The certificate and those of its issuers; the last one may have signed itself. */
function issuersFrom(leaf: DetailedPeerCertificate): readonly X509Certificate[] {
  const chain: X509Certificate[] = [];
  const seen = new Set<string>();
  let next: DetailedPeerCertificate | undefined = leaf;
  while (next?.raw && !seen.has(next.fingerprint256) && chain.length < MAX_CERTIFICATES) {
    seen.add(next.fingerprint256);
    chain.push(new X509Certificate(next.raw));
    next = next.issuerCertificate as DetailedPeerCertificate | undefined;
  }
  return chain;
}

function described(certificate: X509Certificate): PresentedCertificate {
  return {
    ...describeCertificate(certificate),
    names: (certificate.subjectAltName ?? '').split(', ').filter((name) => name !== ''),
    isAuthority: certificate.ca,
    pem: certificate.toString(),
  };
}
