/** What people would otherwise write: one ORM upsert per user. Measured with a few, told for all. */
import type { BenchDatabase } from './bench-database.ts';
import type { BenchDirectory } from './bench-directory.ts';
import { carry, directoryEnvironment, type Measure } from './measure-product.ts';

export async function measureNaive(directory: BenchDirectory, database: BenchDatabase, few: number): Promise<Measure> {
  const { url } = await database.newDatabase();
  const { seconds } = await carry('./naive.ts', {
    ...directoryEnvironment(directory),
    DATABASE_URL: url,
    FEW: String(few),
  });
  return { name: `one ORM upsert per user (from ${few})`, seconds: (seconds / few) * directory.people };
}
