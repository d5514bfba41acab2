/**
 * Measures the speed of the product relative to ldapsearch with the same people in the same run. It only prints results.
 *
 *     npm run bench -- [--people 100000] [--embedded 10000,20000] [--mapping 100000] [--against DIST] [--json]
 *
 * `--people 0`, `--embedded 0` or `--mapping 0` leaves out that part. With the mapping alone, nothing is started.
 * `--against ../0.4.0/dist` measures the plain rows with the mapping of another build as well, in the same process.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { BenchDatabase, SETTINGS } from './bench-database.ts';
import { BenchDirectory } from './bench-directory.ts';
import { measureHash } from './measure-hash.ts';
import { measureMapping } from './measure-mapping.ts';
import { measureNaive } from './measure-naive.ts';
import { measureProduct, type Measure } from './measure-product.ts';
import { asTable, type Report } from './report.ts';

const BUILT = new URL('../../dist/host/standalone.js', import.meta.url);
const UPSERTS = 2_000;

const { values } = parseArgs({
  options: {
    people: { type: 'string', default: '100000' },
    embedded: { type: 'string', default: '10000,20000' },
    mapping: { type: 'string', default: '100000' },
    against: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});

if (!existsSync(BUILT)) throw new Error('Build first: npm run build.');
const [people, mapping, embedded] = [Number(values.people), Number(values.mapping), numbers(values.embedded)];
const folder = mkdtempSync(join(tmpdir(), 'ldap-batch-sync-bench-'));
try {
  // Before the database, so that nothing else is busy.
  const mapped = mapping > 0 ? await step('mapping', () => measureMapping(mapping, values.against)) : [];
  const report: Report = { settings: SETTINGS, groups: await measureGroups(), mapping: mapped };
  console.log(values.json ? JSON.stringify(report, null, 2) : asTable(report));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function measureGroups(): Promise<Report['groups']> {
  if (people === 0 && embedded.length === 0) return [];
  const database = await BenchDatabase.start();
  try {
    const groups: Report['groups'][number][] = people > 0 ? [await measurePostgres(database)] : [];
    for (const each of embedded) groups.push(...(await compareDatabases(database, each)));
    return groups;
  } finally {
    await database.stop();
  }
}

async function measurePostgres(database: BenchDatabase): Promise<Report['groups'][number]> {
  const directory = await load(people);
  try {
    const { ldapsearch, measures } = await onPostgres(database, directory);
    const naive = await step('one upsert per user', () => measureNaive(directory, database, Math.min(UPSERTS, people)));
    return { title: `PostgreSQL, ${people} people`, people, ldapsearch, measures: [...measures, naive] };
  } finally {
    await directory.stop();
  }
}

async function onPostgres(
  database: BenchDatabase,
  directory: BenchDirectory,
): Promise<{ ldapsearch: number; measures: Measure[] }> {
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

async function compareDatabases(database: BenchDatabase, size: number): Promise<Report['groups']> {
  const directory = await load(size);
  try {
    const { ldapsearch, measures } = await onPostgres(database, directory);
    const dataFolder = join(folder, `embedded-${size}`);
    const onEmbedded: Measure[] = [];
    for (const name of ['first import', 'nothing changed']) {
      onEmbedded.push(await step(`${name}, embedded`, () => measureProduct(name, { directory, dataFolder })));
    }
    return [
      { title: `PostgreSQL, ${size} people`, people: size, ldapsearch, measures },
      { title: `Embedded database, ${size} people`, people: size, ldapsearch, measures: onEmbedded, against: measures },
    ];
  } finally {
    await directory.stop();
  }
}

async function load(size: number): Promise<BenchDirectory> {
  return step(`loading ${size} people into slapd`, () => BenchDirectory.start(join(folder, `slapd-${size}`), size));
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
