import type { SettingWarning } from '../contract/jobs.js';
import { describeCertificates, isoDay } from './rules/certificates.js';
import type { TlsSettings } from './schema/data-pool-settings.js';
import { settingWarning } from './setting-warning.js';

const FIELD = 'dataPool.tls.clientCertificate';
const SOON_MS = 30 * 86_400_000;

/** A client certificate that is not valid now, or not for much longer. It may be saved all the same. */
export function certificateWarnings(
  { mode, clientCertificate }: Pick<TlsSettings, 'mode' | 'clientCertificate'>,
  now = new Date(),
): readonly SettingWarning[] {
  const [first] = mode === 'none' ? [] : describeCertificates(clientCertificate);
  if (!first) return [];
  const { subject, validFrom, validTo } = first;
  const warning = (code: string, date: Date) => [settingWarning(FIELD, code, { subject, date: isoDay(date) })];
  if (validTo < now) return warning('clientCertificateExpired', validTo);
  if (validFrom > now) return warning('clientCertificateNotYetValid', validFrom);
  return validTo.getTime() - now.getTime() < SOON_MS ? warning('clientCertificateExpiresSoon', validTo) : [];
}
