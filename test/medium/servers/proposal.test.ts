import { describe, expect, it } from 'vitest';

import { USER_FIELDS } from '../../../src/contract/user-binding.js';
import { LdaptsDirectoryProposals } from '../../../src/directory/proposal/ldapts-directory-proposals.js';
import { ActiveRulesSettings } from '../../../src/settings/schema/active-rules-settings.js';
import { FREE_IPA_SCHEMA, freeIpaLdif } from '../../services/free-ipa.js';
import { ldif, peopleLdif } from '../../services/people.js';
import { poolOf } from '../directory/test-directory.js';
import { aDirectoryServer389, anActiveDirectory, securePoolOf } from './test-servers.js';

const proposals = new LdaptsDirectoryProposals();
const asked = { activeRules: new ActiveRulesSettings(), fields: new Set(USER_FIELDS) };
const attributes = (rows: readonly { field: string; attribute: string }[]) =>
  Object.fromEntries(rows.map(({ field, attribute }) => [field, attribute]));

const COMPUTERS = 41;
const PEOPLE = 12;

describe('Active Directory', async () => {
  const directory = await anActiveDirectory({
    ldif: [
      ...Array.from({ length: PEOPLE }, (_, number) =>
        ldif(`CN=Person ${number},CN=Users,DC=corp,DC=example`, {
          objectClass: 'user',
          sAMAccountName: `person${number}`,
          userPrincipalName: `person${number}@corp.example`,
          givenName: 'Ada',
          sn: `Person ${number}`,
          displayName: `Person ${number}`,
          mail: `person${number}@corp.example`,
          employeeNumber: String(1_000 + number),
          company: 'Example',
          department: 'Research',
          userAccountControl: number === 0 ? '514' : '544',
        }),
      ),
      ...Array.from({ length: COMPUTERS }, (_, number) =>
        ldif(`CN=LAPTOP${number},CN=Computers,DC=corp,DC=example`, {
          objectClass: 'computer',
          sAMAccountName: `laptop${number}$`,
          userAccountControl: '4128',
        }),
      ),
    ].join(''),
  });
  const propose = (filter?: string) =>
    proposals.propose(securePoolOf(directory, { baseDn: '' }), { ...asked, ...(filter !== undefined && { filter }) });

  it('proposes its people and nobody else, with the right attributes', async () => {
    const { notes, ...proposal } = await propose();
    expect(proposal).toMatchObject({
      dialect: 'activeDirectory',
      activeRules: ['computers', 'conflicts', 'disabled', 'expired'],
      stableId: { attribute: 'objectGUID' },
    });
    expect(proposal.activeRuleFigures).toEqual({
      examined: { count: PEOPLE + 1, isAtLeast: false },
      rules: [
        { rule: 'computers', isOn: true, excluded: 0 },
        { rule: 'conflicts', isOn: true, excluded: 0 },
        { rule: 'disabled', isOn: true, excluded: 1 },
        { rule: 'expired', isOn: true, excluded: 0 },
      ],
    });
    const [proposed, ...others] = proposal.bases.filter(({ isProposed }) => isProposed);
    expect([proposed?.dn, others]).toEqual([directory.baseDn, []]);
    // The account that binds is a person, too.
    expect(proposal.matches).toEqual({ count: PEOPLE + 1, isAtLeast: false });
    expect(notes).toEqual([{ code: 'INACTIVE_SAMPLED', params: { count: 1, total: PEOPLE + 1 } }]);
    expect(attributes(proposal.mapping)).toEqual({
      userName: 'sAMAccountName',
      firstName: 'givenName',
      lastName: 'sn',
      displayName: 'displayName',
      email: 'mail',
      employeeNumber: 'employeeNumber',
      department: 'department',
      organization: 'company',
      commonName: 'cn',
      principalName: 'userPrincipalName',
    });
    expect(proposal.unmapped.map(({ attribute }) => attribute)).toEqual(['objectSid']);
    expect(proposal.names).toEqual(expect.arrayContaining(['employeeID', 'title', 'mobile']));
    expect(proposal.names.filter((name) => /^(?:msDS-|uSN|objectGUID|unicodePwd)/i.test(name))).toEqual([]);
  });

  it('counts the computers that a usual filter also matches', async () => {
    const { notes, activeRuleFigures } = await propose('(objectClass=user)');
    expect(activeRuleFigures?.rules[0]).toEqual({ rule: 'computers', isOn: true, excluded: COMPUTERS + 1 });
    expect(notes).toEqual(
      expect.arrayContaining([
        // The domain controller is one, too.
        { code: 'COMPUTERS_MATCHED', params: { count: COMPUTERS + 1 } },
        // Administrator, Guest, krbtgt, and the account of the DNS server.
        { code: 'OTHERS_MATCHED', params: { count: 4 } },
      ]),
    );
  });

  it('shows a chain of which the last certificate can be accepted', async () => {
    const poolWith = (ca?: string) => poolOf(directory, { urls: [directory.ldapsUrl], tls: { mode: 'ldaps', ca } });
    const { certificates, problems, authority } = await proposals.certificates(poolWith());
    expect(certificates.map(({ subject }) => subject)).toMatchObject([expect.stringContaining('CN=')]);
    expect(problems).toEqual(['TLS_AUTHORITY_UNKNOWN']);
    const accepted = poolWith(authority?.pem);
    expect(await proposals.certificates(accepted)).toMatchObject({ problems: [], authority: null });
    expect(await proposals.propose(accepted, asked)).toMatchObject({ dialect: 'activeDirectory' });
  });
});

describe('389 Directory Server', async () => {
  const server = await aDirectoryServer389({
    schema: FREE_IPA_SCHEMA,
    ldif: `${peopleLdif(25)}${freeIpaLdif('dc=example,dc=org', { grace: 'users', staged: 'staged' })}`,
  });

  it('proposes its people, with nsUniqueId and names from its schema', async () => {
    const proposal = await proposals.propose(securePoolOf(server, { baseDn: '' }), asked);
    expect(proposal).toMatchObject({
      dialect: 'directoryServer',
      activeRules: ['disabled'],
      stableId: { attribute: 'nsUniqueId', entries: 27 },
      matches: { count: 27, isAtLeast: false },
      notes: [],
    });
    expect(proposal.bases).toContainEqual({
      dn: server.baseDn,
      people: { count: 27, isAtLeast: false },
      isProposed: true,
    });
    expect(attributes(proposal.mapping)).toMatchObject({
      userName: 'uid',
      email: 'mail',
      department: 'departmentNumber',
    });
    expect(proposal.names).toContain('employeeType');
    expect(proposal.names.filter((name) => /^(?:ns|aci|entry|password)/i.test(name))).toEqual([]);
  });

  it('refuses a base that does not exist, alone and beside others, and not one without people', async () => {
    const filter = '(uid=nobody)';
    const proposed = (...bases: string[]) =>
      proposals.propose(securePoolOf(server, { baseDn: '' }), { ...asked, bases, filter });
    const nowhere = `ou=nowhere,${server.baseDn}`;
    const refusal = { code: 'LDAP_BASE_NOT_FOUND', params: { baseDn: nowhere } };
    await expect(proposed(nowhere)).rejects.toMatchObject(refusal);
    await expect(proposed(server.baseDn, nowhere)).rejects.toMatchObject(refusal);
    expect(await proposed(server.baseDn)).toMatchObject({ matches: { count: 0 } });
  });

  it('is FreeIPA when the data pool says so: staged people are not active', async () => {
    const pool = securePoolOf(server, { dialect: 'freeIpa', baseDn: '' });
    const bases = [`cn=accounts,${server.baseDn}`, `cn=provisioning,${server.baseDn}`];
    expect(await proposals.propose(pool, { ...asked, bases })).toMatchObject({
      product: 'FreeIPA',
      sampled: 1,
      stableId: { attribute: 'ipaUniqueID', entries: 1 },
      notes: [{ code: 'INACTIVE_SAMPLED', params: { count: 1, total: 2 } }],
    });
  });
});
