import { createPrivateKey, type KeyObject, randomUUID } from 'node:crypto';

import type { TlsSettings } from '../schema/data-pool-settings.js';
import { nameOnOneLine, parseCertificates } from './certificates.js';
import type { RuleViolation } from './rule.js';

/** Stands for a key that is stored and kept. Nobody else can know the text. */
export const KEPT_KEY = `kept ${randomUUID()}`;

/** Both forms in which a pass phrase protects a key: PKCS #8, and the older one of OpenSSL (RFC 1421). */
const ENCRYPTED_KEY = /-----BEGIN ENCRYPTED PRIVATE KEY-----|^Proc-Type: 4,ENCRYPTED/m;

/**
 * The certificate of the holder of the key, then, if any, the certificate that issued it, and so on. An expired one is not
 * refused: a warning says so, because the settings must be savable.
 */
export function clientCertificateViolation(value: unknown): RuleViolation | undefined {
  if (typeof value !== 'string' || value === '') return undefined;
  const parsed = parseCertificates(value);
  if (!parsed.ok) {
    const { violation } = parsed;
    return violation.code === 'certificatePrivateKey' ? { code: 'clientCertificateWithKey' } : violation;
  }

  const { certificates } = parsed;
  const loose = certificates.findIndex((issuer, index) => index > 0 && !certificates[index - 1]?.checkIssued(issuer));
  if (loose === -1) return undefined;
  const [subject, issuer] = [certificates[loose - 1], certificates[loose]].map((each) => nameOnOneLine(each?.subject));
  return { code: 'clientCertificateOrder', params: { subject: subject ?? '', issuer: issuer ?? '' } };
}

/** The key of the first certificate, without a pass phrase. What is reported never contains anything of the key. */
export function clientKeyViolation(value: unknown, owner: object): RuleViolation | undefined {
  const { clientCertificate } = owner as TlsSettings;
  if (typeof value !== 'string' || typeof clientCertificate !== 'string') return undefined;
  if (clientCertificate === '') return value === '' ? undefined : { code: 'clientKeyWithoutCertificate' };
  if (value === '') return { code: 'clientKeyMissing' };
  if (value === KEPT_KEY) return undefined;
  if (ENCRYPTED_KEY.test(value)) return { code: 'clientKeyEncrypted' };

  const key = parseKey(value);
  if (!key) return { code: 'clientKeyUnreadable' };
  const parsed = parseCertificates(clientCertificate);
  return parsed.ok && !parsed.certificates[0].checkPrivateKey(key) ? { code: 'clientKeyOther' } : undefined;
}

function parseKey(pem: string): KeyObject | undefined {
  try {
    return createPrivateKey(pem);
  } catch {
    return undefined;
  }
}
