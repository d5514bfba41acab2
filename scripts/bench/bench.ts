/**
 * Measures the speed of the product relative to ldapsearch with the same people in the same run. It only prints results.
 *
 *     npm run bench -- [--people 100000] [--embedded 10000,20000] [--json]
 *
 * `--people 0` or `--embedded 0` leaves out that part.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { BenchDatabase, SETTINGS } from './bench-database.ts';
import { BenchDirectory } from './bench-directory.ts';
import { measureHash } from './measure-hash.ts';
import { measureNaive } from './measure-naive.ts';
import { measureProduct, type Measure } from './measure-product.ts';
import { asTable, type Report } from './report.ts';

const BUILT = new URL('../../dist/host/standalone.js', import.meta.url);
const UPSERTS = 2_000;

const { values } = parseArgs({
  options: {
    people: { type: 'string', default: '100000' },
    embedded: { type: 'string', default: '10000,20000' },
    json: { type: 'boolean', default: false },
  },
});

if (!existsSync(BUILT)) throw new Error('Build first: npm run build.');
const folder = mkdtempSync(join(tmpdir(), 'ldap-batch-sync-bench-'));
const database = await BenchDatabase.start();
try {
  const report = { settings: SETTINGS, groups: await measureAll(Number(values.people), numbers(values.embedded)) };
  console.log(values.json ? JSON.stringify(report, null, 2) : asTable(report));
} finally {
  await database.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function measureAll(people: number, embedded: readonly number[]): Promise<Report['groups']> {
  const groups: Report['groups'][number][] = people > 0 ? [await measurePostgres(people)] : [];
  for (const each of embedded) groups.push(...(await compareDatabases(each)));
  return groups;
}

async function measurePostgres(people: number): Promise<Report['groups'][number]> {
  const directory = await load(people);
  try {
    const { ldapsearch, measures } = await onPostgres(directory);
    const naive = await step('one upsert per user', () => measureNaive(directory, database, Math.min(UPSERTS, people)));
    return { title: `PostgreSQL, ${people} people`, people, ldapsearch, measures: [...measures, naive] };
  } finally {
    await directory.stop();
  }
}

async function onPostgres(directory: BenchDirectory): Promise<{ ldapsearch: number; measures: Measure[] }> {
  const ldapsearch = await step('ldapsearch', () => directory.timeLdapsearch());
  const product = await database.newDatabase();
  const measure = (name: string) => step(name, () => measureProduct(name, { directory, database: product }));

  const measures = [await measure('first import')];
  measures.push(await step('hash over its changes', () => measureHash(product.url)), await measure('nothing changed'));
  await step('changing 1 % in the directory', () => directory.changeOnePercent());
  measures.push(await measure('1 % changed'));
  const only = await directory.changeOne();
  measures.push(await step('one person', () => measureProduct('one person', { directory, database: product, only })));
  const other = await database.newDatabase();
  for (const cancelWhile of ['reading', 'applying'] as const) {
    const name = `cancelled while ${cancelWhile}`;
    measures.push(await step(name, () => measureProduct(name, { directory, database: other, cancelWhile })));
  }
  return { ldapsearch, measures };
}

async function compareDatabases(people: number): Promise<Report['groups']> {
  const directory = await load(people);
  try {
    const { ldapsearch, measures } = await onPostgres(directory);
    const dataFolder = join(folder, `embedded-${people}`);
    const embedded: Measure[] = [];
    for (const name of ['first import', 'nothing changed']) {
      embedded.push(await step(`${name}, embedded`, () => measureProduct(name, { directory, dataFolder })));
    }
    return [
      { title: `PostgreSQL, ${people} people`, people, ldapsearch, measures },
      { title: `Embedded database, ${people} people`, people, ldapsearch, measures: embedded, against: measures },
    ];
  } finally {
    await directory.stop();
  }
}

async function load(people: number): Promise<BenchDirectory> {
  return step(`loading ${people} people into slapd`, () =>
    BenchDirectory.start(join(folder, `slapd-${people}`), people),
  );
}

function numbers(list: string): readonly number[] {
  return list
    .split(',')
    .map(Number)
    .filter((each) => each > 0);
}

async function step<T>(name: string, work: () => Promise<T>): Promise<T> {
  process.stderr.write(`${name} ...\n`);
  return work();
}
