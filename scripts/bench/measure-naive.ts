/** The obvious alternative: one ORM upsert per user. Measured with a sample and extrapolated to all people. */
import type { BenchDatabase } from './bench-database.ts';
import type { BenchDirectory } from './bench-directory.ts';
import { runScript, directoryEnvironment, type Measure } from './measure-product.ts';

export async function measureNaive(
  directory: BenchDirectory,
  database: BenchDatabase,
  sampleSize: number,
): Promise<Measure> {
  const { url } = await database.newDatabase();
  const { seconds } = await runScript('./naive.ts', {
    ...directoryEnvironment(directory),
    DATABASE_URL: url,
    SAMPLE_SIZE: String(sampleSize),
  });
  return { name: `one ORM upsert per user (from ${sampleSize})`, seconds: (seconds / sampleSize) * directory.people };
}
