import { defineConfig } from 'vitest/config';

import everything from './vitest.config.ts';

const { projects: _, ...shared } = everything.test ?? {};

/**
 * The unit tests without those of the repository, for Stryker, which cannot select a project by name. Each test file is
 * isolated, because the modules that it loads contain the mutant.
 */
export default defineConfig({
  ...everything,
  test: {
    ...shared,
    include: ['test/unit/**/*.test.ts'],
    exclude: ['test/unit/repository/**'],
    // Instrumented code is slow.
    testTimeout: 60_000,
  },
});
