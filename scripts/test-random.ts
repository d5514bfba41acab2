/**
 * `npm run test:random`: the random models with new cases, ten times as many as in the suite, one file at a time.
 * `RANDOM_FACTOR` says how many times as many, `RANDOM_SEED` repeats a run; file names as arguments restrict it.
 */
import { randomInt } from 'node:crypto';
import { readFileSync, globSync } from 'node:fs';
import { spawnSync } from 'node:child_process';

const seed = process.env['RANDOM_SEED'] ?? `${randomInt(2 ** 31)}`;
const factor = process.env['RANDOM_FACTOR'] ?? '10';
const wanted = process.argv.slice(2);
const files = globSync('test/medium/**/*.test.ts')
  .filter((file) => /\brandom(Cases|Seed)\(/.test(readFileSync(file, 'utf8')))
  .filter((file) => wanted.length === 0 || wanted.some((name) => file.includes(name)));
if (files.length === 0) throw new Error(`No file of test/medium with random cases is named ${wanted.join(' or ')}.`);

console.log(`RANDOM_SEED=${seed} RANDOM_FACTOR=${factor}`);
const { status } = spawnSync('vitest', ['run', '--project', 'medium', '--no-file-parallelism', ...files], {
  stdio: 'inherit',
  env: { ...process.env, RANDOM_SEED: seed, RANDOM_FACTOR: factor },
});
process.exitCode = status ?? 1;
