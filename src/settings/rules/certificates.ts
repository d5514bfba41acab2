import { X509Certificate } from 'node:crypto';

import type { RuleViolation } from './rule.js';

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g;

/** Refuses PEM without a certificate that is valid now. Several may stand in one text, as in a bundle. */
export function refuseCertificates(value: unknown, now = new Date()): RuleViolation | undefined {
  if (typeof value !== 'string') return undefined;
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(value)) return { code: 'certificatePrivateKey' };

  const certificates = (value.match(CERTIFICATE) ?? []).map(read);
  if (certificates.length === 0) return { code: 'certificateMissing' };
  const broken = certificates.findIndex((certificate) => certificate === undefined);
  if (broken !== -1) return { code: 'certificateUnreadable', params: { position: broken + 1 } };
  return refuseDates(
    certificates.filter((certificate) => certificate !== undefined),
    now,
  );
}

function read(pem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(pem);
  } catch {
    return undefined;
  }
}

/** One that expired among others does no harm; when none is left, no server could be trusted. */
function refuseDates(certificates: readonly X509Certificate[], now: Date): RuleViolation | undefined {
  const isValid = (one: X509Certificate) => one.validFromDate <= now && now <= one.validToDate;
  const [first] = certificates;
  if (!first || certificates.some(isValid)) return undefined;

  const subject = first.subject.replaceAll('\n', ', ').slice(0, 200);
  return first.validToDate < now
    ? { code: 'certificateExpired', params: { subject, date: day(first.validToDate) } }
    : { code: 'certificateNotYetValid', params: { subject, date: day(first.validFromDate) } };
}

function day(date: Date): string {
  return date.toISOString().slice(0, 10);
}
