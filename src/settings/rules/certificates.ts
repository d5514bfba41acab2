import { X509Certificate } from 'node:crypto';

import type { CertificateDescription } from '../../contract/certificates.js';
import type { RuleViolation } from './rule.js';

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g;
const PRIVATE_KEY = /-----BEGIN [A-Z ]*PRIVATE KEY-----/;

/** The certificates of a PEM text, or what is wrong with it. A certificate that cannot be read is refused with its position. */
export type ParsedCertificates =
  | { readonly ok: true; readonly certificates: readonly [X509Certificate, ...X509Certificate[]] }
  | { readonly ok: false; readonly violation: RuleViolation };

/** PEM must contain at least one certificate that is valid now, and may contain several, as in a bundle. */
export function certificateViolation(value: unknown, now = new Date()): RuleViolation | undefined {
  if (typeof value !== 'string') return undefined;
  const parsed = parseCertificates(value);
  return parsed.ok ? validityViolation(parsed.certificates, now) : parsed.violation;
}

export function parseCertificates(pem: string): ParsedCertificates {
  if (PRIVATE_KEY.test(pem)) return { ok: false, violation: { code: 'certificatePrivateKey' } };
  const parsed = (pem.match(CERTIFICATE) ?? []).map(parseCertificate);
  const certificates = parsed.filter((certificate) => certificate !== undefined);
  const broken = parsed.indexOf(undefined);
  if (broken !== -1) {
    return { ok: false, violation: { code: 'certificateUnreadable', params: { position: broken + 1 } } };
  }
  const [first, ...others] = certificates;
  return first
    ? { ok: true, certificates: [first, ...others] }
    : { ok: false, violation: { code: 'certificateMissing' } };
}

/** The certificates of a PEM text that can be read. */
export function describeCertificates(pem: string): readonly CertificateDescription[] {
  return (pem.match(CERTIFICATE) ?? [])
    .map(parseCertificate)
    .filter((certificate) => certificate !== undefined)
    .map(describeCertificate);
}

export function describeCertificate(certificate: X509Certificate): CertificateDescription {
  const { subject, issuer, validFromDate, validToDate, fingerprint256 } = certificate;
  return {
    subject: nameOnOneLine(subject),
    issuer: nameOnOneLine(issuer),
    validFrom: validFromDate,
    validTo: validToDate,
    fingerprint: fingerprint256,
  };
}

/** The subject of the first certificate in PEM; empty if there is none. */
export function certificateSubject(pem: string): string {
  return describeCertificates(pem)[0]?.subject ?? '';
}

/** A distinguished name as Node.js returns it, a line for each part. */
export function nameOnOneLine(name: string | undefined): string {
  return (name ?? '').replaceAll('\n', ', ').slice(0, 200);
}

export function isoDay(date: Date): string {
  return date.toISOString().slice(0, 10);
}

function parseCertificate(pem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(pem);
  } catch {
    return undefined;
  }
}

/** An expired certificate among valid ones is harmless. Without any valid one, no server could be trusted. */
function validityViolation(
  certificates: readonly [X509Certificate, ...X509Certificate[]],
  now: Date,
): RuleViolation | undefined {
  const isValid = ({ validFromDate, validToDate }: X509Certificate) => validFromDate <= now && now <= validToDate;
  if (certificates.some(isValid)) return undefined;

  const [first] = certificates;
  const subject = nameOnOneLine(first.subject);
  return first.validToDate < now
    ? { code: 'certificateExpired', params: { subject, date: isoDay(first.validToDate) } }
    : { code: 'certificateNotYetValid', params: { subject, date: isoDay(first.validFromDate) } };
}
