import { ldif } from './people.js';

/**
 * The layout of FreeIPA: people, those who are staged, and those who are preserved after their deletion, below `baseDn`, and what
 * its plugin adds to the root DSE.
 */
export const FREE_IPA_SCHEMA: readonly string[] = [
  "attributeTypes: ( 2.16.840.1.113730.3.8.3.1 NAME 'ipaUniqueID' EQUALITY caseIgnoreMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.15 SINGLE-VALUE )",
  "attributeTypes: ( 2.16.840.1.113730.3.8.11.90 NAME 'ipaTopologyPluginVersion' SYNTAX 1.3.6.1.4.1.1466.115.121.1.15 SINGLE-VALUE )",
  "objectClasses: ( 2.16.840.1.113730.3.8.4.1 NAME 'ipaObject' SUP top AUXILIARY MUST ipaUniqueID )",
];

export const FREE_IPA_CONTAINERS = {
  users: 'cn=users,cn=accounts',
  staged: 'cn=staged users,cn=accounts,cn=provisioning',
  deleted: 'cn=deleted users,cn=accounts,cn=provisioning',
} as const;

export type FreeIpaContainer = keyof typeof FREE_IPA_CONTAINERS;

/** The containers, and people by name with the container that they are in. */
export function freeIpaLdif(baseDn: string, people: Readonly<Record<string, FreeIpaContainer>>): string {
  const containers = [
    'cn=accounts',
    'cn=provisioning',
    'cn=accounts,cn=provisioning',
    ...Object.values(FREE_IPA_CONTAINERS),
  ];
  return [
    ...containers.map((name) =>
      ldif(`${name},${baseDn}`, { objectClass: 'nsContainer', cn: /^cn=([^,]+)/.exec(name)?.[1] ?? '' }),
    ),
    ...Object.entries(people).map(([name, container], index) =>
      ldif(`uid=${name},${FREE_IPA_CONTAINERS[container]},${baseDn}`, {
        objectClass: ['inetOrgPerson', 'ipaObject'],
        ipaUniqueID: `0f7ac6fa-ebed-11f1-8b5d-${String(index).padStart(12, '0')}`,
        uid: name,
        cn: name,
        sn: name,
      }),
    ),
  ].join('');
}
