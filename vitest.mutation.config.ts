import { defineConfig } from 'vitest/config';

import everything from './vitest.config.ts';

const { projects: _, ...shared } = everything.test ?? {};

/**
 * The unit tests of what is executed, for Stryker, which takes no project by name. Each file is isolated: what it loads
 * contains the mutant.
 */
export default defineConfig({
  ...everything,
  test: {
    ...shared,
    include: ['test/unit/**/*.test.ts'],
    exclude: ['test/unit/repository/**'],
    // Code that counts what it executes is slow.
    testTimeout: 60_000,
  },
});
