/** A slapd with many people, and the time that ldapsearch takes to read them. */
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { person, writePeopleLdif } from '../../test/services/people.ts';
import { Slapd } from '../slapd.ts';
import { ATTRIBUTES } from './attributes.ts';

export class BenchDirectory {
  readonly slapd: Slapd;
  readonly people: number;

  static async start(folder: string, people: number): Promise<BenchDirectory> {
    mkdirSync(folder, { recursive: true });
    const file = join(folder, 'people.ldif');
    await writePeopleLdif(file, people);
    return new BenchDirectory(await Slapd.start({ folder: join(folder, 'slapd'), ldif: file }), people);
  }

  private constructor(slapd: Slapd, people: number) {
    this.slapd = slapd;
    this.people = people;
  }

  /** Median of three measurements in seconds, after a warm-up. */
  async timeLdapsearch(): Promise<number> {
    await this.ldapsearch();
    const seconds = [await this.ldapsearch(), await this.ldapsearch(), await this.ldapsearch()];
    return seconds.toSorted((a, b) => a - b)[1] ?? 0;
  }

  /** Changes the title of every hundredth person. */
  async changeOnePercent(): Promise<void> {
    for (let number = 1; number <= this.people; number += 100) {
      await this.slapd.modify(person(number, this.slapd.baseDn).dn, { title: `Changed ${number}` });
    }
  }

  /** Changes the title of the last person, and returns the DN. */
  async changeOne(): Promise<string> {
    const { dn } = person(this.people, this.slapd.baseDn);
    await this.slapd.modify(dn, { title: 'Changed alone' });
    return dn;
  }

  stop(): Promise<void> {
    return this.slapd.stop();
  }

  private async ldapsearch(): Promise<number> {
    const { url, readerDn, readerPassword, baseDn } = this.slapd;
    const started = performance.now();
    const child = spawn(
      'ldapsearch',
      ['-x', '-LLL', '-H', url, '-D', readerDn, '-w', readerPassword, '-b', baseDn, '-E', 'pr=1000/noprompt'].concat(
        '(objectClass=inetOrgPerson)',
        ATTRIBUTES,
      ),
      { stdio: ['ignore', 'ignore', 'inherit'] },
    );
    const code = await new Promise((resolve, reject) => child.once('error', reject).once('exit', resolve));
    if (code !== 0) throw new Error(`ldapsearch ended with ${String(code)}.`);
    return (performance.now() - started) / 1000;
  }
}
