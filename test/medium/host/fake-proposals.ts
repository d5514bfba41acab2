import {
  BatchSyncProposals,
  type CertificateDescription,
  type DirectoryProposal,
  type DomainControllerList,
  type PresentedChain,
  type TreeLevel,
} from '../../../src/index.js';

/** A prepared proposal, and a prepared chain with one certificate. */
export class FakeProposals extends BatchSyncProposals {
  propose = async (): Promise<DirectoryProposal> => ({
    server: 'ldap://localhost',
    dialect: 'openLdap',
    product: 'OpenLDAP',
    bases: [{ dn: 'dc=example', people: { count: 2, isAtLeast: false }, isProposed: true }],
    filter: '(objectClass=*)',
    matches: { count: 3, isAtLeast: false },
    notes: [{ code: 'COMPUTERS_MATCHED', params: { count: 1 } }],
    sampled: 2,
    sample: [{ dn: 'uid=ada,dc=example', name: 'Ada' }],
    activeRules: ['locked'],
    activeRuleFigures: {
      examined: { count: 3, isAtLeast: false },
      rules: [{ rule: 'locked', isOn: true, excluded: 1 }],
    },
    stableId: { attribute: 'entryUUID', entries: 2 },
    mapping: [{ attribute: 'uid', field: 'userName', required: true, entries: 2, values: ['ada'] }],
    unmapped: [{ attribute: 'initials', entries: 1, values: ['AL'] }],
    unfilled: ['title'],
    names: ['pager'],
  });

  tree = async (): Promise<TreeLevel> => {
    const people = { count: 2, isAtLeast: true };
    return {
      dn: null,
      defaultBase: 'dc=example',
      containers: [{ dn: 'dc=example', stableId: null, hasChildren: true, people }],
      hasMore: false,
    };
  };

  domainControllers = async (): Promise<DomainControllerList> => {
    const host = 'dc1.corp.example';
    const controller = { url: `ldaps://${host}`, host, priority: 0, site: null, isAllowed: true, isUsed: false };
    return { domain: 'corp.example', source: 'dns', controllers: [controller] };
  };

  describeCertificates(): readonly CertificateDescription[] {
    const validity = { validFrom: new Date(0), validTo: new Date(1) };
    return [{ subject: 'CN=localhost', issuer: 'CN=Authority', fingerprint: 'AB:CD', ...validity }];
  }

  certificates = async (): Promise<PresentedChain> => {
    const certificate = {
      subject: 'CN=localhost',
      issuer: 'CN=Authority',
      fingerprint: 'AB:CD',
      validFrom: new Date(0),
      validTo: new Date(1),
      names: ['DNS:localhost'],
      isAuthority: false,
      pem: '-----BEGIN CERTIFICATE-----',
    };
    const problems = ['TLS_AUTHORITY_UNKNOWN'];
    return {
      url: 'ldaps://localhost',
      name: 'localhost',
      certificates: [certificate],
      problems,
      authority: certificate,
    };
  };
}
