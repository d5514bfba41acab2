import { X509Certificate } from 'node:crypto';

import type { RuleViolation } from './rule.js';

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g;

/** PEM must contain at least one certificate that is valid now, and may contain several, as in a bundle. */
export function certificateViolation(value: unknown, now = new Date()): RuleViolation | undefined {
  if (typeof value !== 'string') return undefined;
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(value)) return { code: 'certificatePrivateKey' };

  const certificates = (value.match(CERTIFICATE) ?? []).map(parseCertificate);
  if (certificates.length === 0) return { code: 'certificateMissing' };
  const broken = certificates.findIndex((certificate) => certificate === undefined);
  if (broken !== -1) return { code: 'certificateUnreadable', params: { position: broken + 1 } };
  return validityViolation(
    certificates.filter((certificate) => certificate !== undefined),
    now,
  );
}

function parseCertificate(pem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(pem);
  } catch {
    return undefined;
  }
}

/** An expired certificate among valid ones is harmless. Without any valid one, no server could be trusted. */
function validityViolation(certificates: readonly X509Certificate[], now: Date): RuleViolation | undefined {
  const isValid = ({ validFromDate, validToDate }: X509Certificate) => validFromDate <= now && now <= validToDate;
  const [first] = certificates;
  if (!first || certificates.some(isValid)) return undefined;

  const subject = first.subject.replaceAll('\n', ', ').slice(0, 200);
  return first.validToDate < now
    ? { code: 'certificateExpired', params: { subject, date: isoDay(first.validToDate) } }
    : { code: 'certificateNotYetValid', params: { subject, date: isoDay(first.validFromDate) } };
}

function isoDay(date: Date): string {
  return date.toISOString().slice(0, 10);
}
