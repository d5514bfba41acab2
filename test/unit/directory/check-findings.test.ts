import { describe, expect, it } from 'vitest';

import { tlsFinding } from '../../../src/directory/check/check-findings.js';
import { DataPoolSettings, TlsSettings, type TlsMode } from '../../../src/settings/schema/data-pool-settings.js';

const found = (mode: TlsMode, bindDn: string, ...addresses: string[]) => {
  const tls = Object.assign(new TlsSettings(), { mode });
  const { code, outcome = 'passed' } = tlsFinding(Object.assign(new DataPoolSettings(), { tls, bindDn }), addresses);
  return `${outcome} ${code}`;
};

describe('a connection without TLS', () => {
  it('causes a warning, with another code when a password is sent', () => {
    expect(found('none', '', '192.0.2.1')).toBe('warning TLS_NOT_USED');
    expect(found('none', 'cn=reader', '192.0.2.1')).toBe('warning TLS_PASSWORD_IN_CLEAR');
    expect(found('none', 'cn=reader', '127.0.0.1', '2001:db8::1')).toBe('warning TLS_PASSWORD_IN_CLEAR');
    expect(found('starttls', 'cn=reader', '192.0.2.1')).toBe('passed TLS_ESTABLISHED');
  });

  it('is accepted when it stays on this machine', () => {
    expect(found('none', 'cn=reader', '127.0.0.1', '::1')).toBe('passed TLS_NOT_NEEDED');
    expect(found('none', 'cn=reader', '127.1.2.3')).toBe('passed TLS_NOT_NEEDED');
  });
});
