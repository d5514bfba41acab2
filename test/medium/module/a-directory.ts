import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { peopleLdif } from '../../services/people.js';
import { Slapd } from '../../../scripts/slapd.js';

/** A real slapd with a few people. */
export class Directory {
  static async start(...names: readonly string[]): Promise<Directory> {
    const folder = await mkdtemp(join(tmpdir(), 'module-slapd-'));
    const directory = new Directory(folder, await Slapd.start({ folder }));
    for (const unit of ['people', 'elsewhere']) {
      await directory.slapd.add(`ou=${unit},${directory.slapd.baseDn}`, {
        objectClass: 'organizationalUnit',
        ou: unit,
      });
    }
    for (const name of names) await directory.addPerson(name);
    return directory;
  }

  /** A directory with generated people who were created long ago. */
  static async withPeople(count: number): Promise<Directory> {
    const folder = await mkdtemp(join(tmpdir(), 'module-slapd-'));
    const since = ['createTimestamp', 'modifyTimestamp'].map((name) => `${name}: 20200101000000Z\n`).join('');
    const ldif = peopleLdif(count).replaceAll(/^uid: /gm, `${since}uid: `);
    return new Directory(folder, await Slapd.start({ folder, ldif }));
  }

  private constructor(
    private readonly folder: string,
    readonly slapd: Slapd,
  ) {}

  dn(name: string): string {
    return `uid=${name},ou=people,${this.slapd.baseDn}`;
  }

  async addPerson(name: string, values: Readonly<Record<string, string>> = {}): Promise<void> {
    await this.slapd.add(this.dn(name), { objectClass: 'inetOrgPerson', uid: name, cn: name, sn: name, ...values });
  }

  /** Settings that read this directory. */
  get settings() {
    const { url, readerDn, readerPassword, baseDn } = this.slapd;
    return {
      dataPool: { urls: [url], bindDn: readerDn, bindPassword: readerPassword, baseDn },
      mapping: [
        { attribute: 'uid', field: 'userName', required: true },
        { attribute: 'givenName', field: 'firstName', required: false },
        { attribute: 'sn', field: 'lastName', required: true },
        { attribute: 'mail', field: 'email', required: false },
      ],
    };
  }

  async stop(): Promise<void> {
    await this.slapd.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}
