import type { Parameters } from 'fast-check';

interface RandomCases<Case> {
  /** How many cases the suite tries; `npm run test:random` tries ten times as many, or another multiple. */
  readonly runs: number;
  /** Cases that were found once. They are tried first. */
  readonly examples?: NoInfer<Case>[];
}

/** Any number. With the same seed, the same cases are tried. */
const SEED = 20_261_129;

/** What random choices of a test begin with: always the same in the suite, a new one in `npm run test:random`. */
export const randomSeed = (): number => Number(process.env['RANDOM_SEED'] ?? SEED);

/**
 * A sequence of numbers from 0 to below 1, always the same for a seed, for a test that makes its choices itself: a linear
 * congruential generator modulo 2^32.
 */
export function randomNumbers(seed = randomSeed()): () => number {
  let state = seed >>> 0;
  return () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
}

/**
 * The parameters of a property whose cases cost time. In the suite they are the same in each run, so that it fails only for
 * what was changed. `npm run test:random` tries new ones; what it finds becomes an example.
 */
export function randomCases<Case>({ runs, examples = [] }: RandomCases<Case>): Parameters<Case> {
  return { seed: randomSeed(), numRuns: runs * Number(process.env['RANDOM_FACTOR'] ?? 1), examples };
}
