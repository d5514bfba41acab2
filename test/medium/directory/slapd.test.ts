import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import path from 'node:path';

import { describe, expect, it } from 'vitest';

import { Slapd } from '../../../scripts/slapd.js';
import { ldif, peopleLdif } from '../../services/people.js';
import { poolOf, readAll, temporaryFolder } from './test-directory.js';

describe('a test slapd', () => {
  const folder = temporaryFolder();
  const inside = (name: string) => path.join(folder, name);
  const count = async (slapd: Slapd) => (await readAll(poolOf(slapd))).readReport.entries;

  it('keeps its data and passwords when it is restarted', async () => {
    const first = await Slapd.start({ folder: inside('again'), ldif: peopleLdif(5) });
    await first.add('uid=ada,dc=example,dc=org', { objectClass: 'inetOrgPerson', uid: 'ada', cn: 'Ada', sn: 'L' });
    await first.modify('uid=ada,dc=example,dc=org', { mail: ['a@example.org', 'b@example.org'], sn: 'Lovelace' });
    await first.rename('uid=ada,dc=example,dc=org', 'uid=ada,ou=people,dc=example,dc=org');
    await first.delete('uid=user000001,ou=people,dc=example,dc=org');
    await first.stop();
    await first.stop();

    const second = await Slapd.start({ folder: inside('again'), ldif: peopleLdif(50) });
    const { entries } = await readAll(poolOf(second, { bindPassword: first.readerPassword, filter: '(uid=ada)' }));
    expect(entries).toMatchObject([{ attributes: { mail: ['a@example.org', 'b@example.org'] } }]);
    expect(await count(second)).toBe(5);
    await second.stop();
  });

  it('loads a file, with or without the entry of the suffix', async () => {
    const suffix = 'o=Übung,c=SE';
    const file = inside('people.ldif');
    writeFileSync(
      file,
      `${ldif('o=plain', { objectClass: 'organization', o: 'plain' })}${ldif('cn=reader,o=plain', {
        objectClass: ['organizationalRole', 'simpleSecurityObject'],
        cn: 'reader',
        userPassword: 'x',
      })}${peopleLdif(4, { baseDn: 'o=plain' })}`,
    );
    const slapd = await Slapd.start({ folder: inside('file'), suffix: 'o=plain', ldif: file });
    expect((await readAll(poolOf(slapd, { bindPassword: 'x' }))).readReport).toMatchObject({
      complete: true,
      entries: 4,
    });
    await slapd.stop();

    const other = await Slapd.start({ folder: inside('suffix'), suffix, ldif: peopleLdif(2, { baseDn: suffix }) });
    expect(await count(other)).toBe(2);
    await other.stop();
  });

  it('reports why it does not start', async () => {
    await expect(Slapd.start({ folder: inside('wrong'), globalConfig: ['nonsense on'] })).rejects.toThrow(/nonsense/);
    await expect(Slapd.start({ folder: inside('ldif'), ldif: 'dn: what\n\n' })).rejects.toThrow(
      /slapadd could not load/,
    );
  });

  it('loads the data again after a failed load', async () => {
    await expect(Slapd.start({ folder: inside('half'), ldif: `${peopleLdif(3)}dn: what\n\n` })).rejects.toThrow(
      'slapadd',
    );
    const slapd = await Slapd.start({ folder: inside('half'), ldif: peopleLdif(7) });
    expect(await count(slapd)).toBe(7);
    await slapd.stop();
  });

  it('ends with its parent process, even if that is killed', async () => {
    const program = `
      const { Slapd } = await import(${JSON.stringify(new URL('../../../scripts/slapd.ts', import.meta.url).href)});
      const slapd = await Slapd.start({ folder: ${JSON.stringify(inside('orphan'))} });
      console.log(slapd.pid);
      setInterval(() => undefined, 1000);`;
    const parent = spawn(process.execPath, ['--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [output] = (await once(parent.stdout, 'data')) as [Buffer];
    const pid = Number(output.toString());
    parent.kill('SIGKILL');
    await once(parent, 'exit');
    await expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false);
  });
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
