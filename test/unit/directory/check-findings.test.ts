import { describe, expect, it } from 'vitest';

import { bindFinding, connectFinding, searchFinding, tlsFinding } from '../../../src/directory/check/check-findings.js';
import { AttributeNames } from '../../../src/directory/check/attribute-names.js';
import { SearchSettings } from '../../../src/settings/schema/search-settings.js';
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

it('says whom the server takes the add-on for, unless it is the name that signed in', () => {
  const further = (bindDn: string, identity?: string) =>
    bindFinding(Object.assign(new DataPoolSettings(), { bindDn }), identity).further;
  expect(further('cn=reader, dc=x', 'dn:CN=Reader,DC=x')).toBeUndefined();
  expect(further('CORP\\reader', 'u:CORP\\reader')).toBeUndefined();
  expect(further('cn=reader,dc=x')).toBeUndefined();
  expect(further('reader@corp.example', 'u:CORP\\reader')).toMatchObject([{ params: { identity: 'CORP\\reader' } }]);
  expect(further('', 'dn:cn=anyone')).toMatchObject([{ params: { identity: 'cn=anyone' } }]);
});

it.each([3268, 3269])('warns about the port %i of the Global Catalog', (port) => {
  expect(connectFinding(`ldap://dc1:${port}`)).toMatchObject({
    code: 'CONNECTED',
    outcome: 'warning',
    further: [{ code: 'GLOBAL_CATALOG' }],
  });
  expect(connectFinding('ldap://dc1:389')).toEqual({ code: 'CONNECTED', params: { url: 'ldap://dc1:389' } });
});

it('warns about a page size that the server refuses', () => {
  const search = { url: 'ldap://x', baseDn: 'dc=x', filter: '(uid=*)' };
  const entries = [{ dn: 'uid=ada', stableId: 'a', attributes: {} }];
  const sample = { entries, more: true, names: new AttributeNames(undefined, []), missing: [], stableIds: '' };
  const settings = new SearchSettings();
  expect(searchFinding({ ...sample, pageSize: { used: 50, refused: 200 } }, search, settings)).toMatchObject({
    code: 'SEARCH_FOUND_MORE',
    outcome: 'warning',
    further: [{ code: 'PAGE_SIZE_REDUCED', params: { used: 50, refused: 200 } }],
  });
  expect(searchFinding({ ...sample, pageSize: { used: 200, refused: null } }, search, settings)).toEqual({
    code: 'SEARCH_FOUND_MORE',
    params: { count: 1 },
  });
});
