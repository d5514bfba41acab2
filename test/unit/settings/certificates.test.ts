import { describe, expect, it } from 'vitest';

import { certificateViolation } from '../../../src/settings/rules/certificates.js';

/** Valid from 24 November 2026 for a hundred years. */
const AUTHORITY = `-----BEGIN CERTIFICATE-----
MIIBnjCCAUSgAwIBAgIBATAKBggqhkjOPQQDAjAtMRAwDgYDVQQKDAdFeGFtcGxl
MRkwFwYDVQQDDBBTYW1wbGUgQXV0aG9yaXR5MCAXDTI2MTEyNDIwMjgwMVoYDzIx
MjYxMDMxMjAyODAxWjAtMRAwDgYDVQQKDAdFeGFtcGxlMRkwFwYDVQQDDBBTYW1w
bGUgQXV0aG9yaXR5MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEdaZ/pO/l1sOZ
8dd3Uo/QjzrvxUiyQQXEvd8wJj8PSBMPakRXK81yQazc1iTu9j7FRIPh+WpsEZ0d
/9LQFKNk56NTMFEwHQYDVR0OBBYEFNUN/YyPjbkghhBFsLRpYneaTzQzMB8GA1Ud
IwQYMBaAFNUN/YyPjbkghhBFsLRpYneaTzQzMA8GA1UdEwEB/wQFMAMBAf8wCgYI
KoZIzj0EAwIDSAAwRQIhAK6oZkQoGWqLbLLrNhZwHrBwX7dDm0l/pXUtMrd/uwKC
AiAM7maHUH+eheQCWCuE+P65NP3gsakVmayjcRcngExKKw==
-----END CERTIFICATE-----
`;
const IN_2030 = new Date('2030-01-01');

describe('certificate authorities', () => {
  it('may be one or several certificates with text around them', () => {
    expect(certificateViolation(AUTHORITY, IN_2030)).toBeUndefined();
    expect(certificateViolation(`Sample\n${AUTHORITY}\r\n${AUTHORITY}`, IN_2030)).toBeUndefined();
  });

  it('that have expired are refused with subject and date', () => {
    expect(certificateViolation(AUTHORITY, new Date('2130-01-01'))).toEqual({
      code: 'certificateExpired',
      params: { subject: 'O=Example, CN=Sample Authority', date: '2126-10-31' },
    });
  });

  it('that are not valid yet are refused', () => {
    expect(certificateViolation(AUTHORITY, new Date('2020-01-01'))?.code).toBe('certificateNotYetValid');
  });

  it.each([
    ['', 'certificateMissing'],
    ['hello', 'certificateMissing'],
    ['-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----', 'certificateUnreadable'],
    [`${AUTHORITY}-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----`, 'certificateUnreadable'],
    [AUTHORITY.replace('-----END CERTIFICATE-----', ''), 'certificateMissing'],
    [`${AUTHORITY}-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----`, 'certificatePrivateKey'],
    ['-----BEGIN RSA PRIVATE KEY-----', 'certificatePrivateKey'],
  ])('"%s" is refused as %s', (pem, code) => {
    expect(certificateViolation(pem, IN_2030)?.code).toBe(code);
  });
});
