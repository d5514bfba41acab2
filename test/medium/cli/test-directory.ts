import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Slapd } from '../../../scripts/slapd.ts';
import { peopleLdif } from '../../services/people.js';

/** A slapd with a few people, and a folder for files of the test. */
export interface TestDirectory {
  readonly slapd: Slapd;
  readonly folder: string;
  stop(): Promise<void>;
}

export async function startTestDirectory(people: number): Promise<TestDirectory> {
  const folder = await mkdtemp(join(tmpdir(), 'cli-test-'));
  const slapd = await Slapd.start({ folder: join(folder, 'slapd'), ldif: peopleLdif(people) });
  return {
    slapd,
    folder,
    stop: async () => {
      await slapd.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Environment variables that seed a new data folder. */
export function seedOf({ slapd }: TestDirectory): Record<string, string> {
  return {
    LDAP_URL: slapd.url,
    LDAP_BIND_DN: slapd.readerDn,
    LDAP_BIND_PASSWORD: slapd.readerPassword,
    LDAP_BASE_DN: slapd.baseDn,
    LDAP_FILTER: '(objectClass=inetOrgPerson)',
  };
}
