import { defineConfig } from 'vitest/config';

const size = (name: string, timeout: number, globalSetup: string[] = [], isolate = true) => ({
  extends: true as const,
  test: {
    name,
    include: [`test/${name}/**/*.test.ts`],
    globalSetup,
    isolate,
    testTimeout: timeout,
    hookTimeout: timeout,
  },
});

/** These tests mostly wait for processes of their own: two files at a time are quicker, more only make each other wait. */
const inPairs = (project: ReturnType<typeof size>) => ({ ...project, test: { ...project.test, maxWorkers: 2 } });

const services = ['test/services/postgres.setup.ts', 'test/services/embedded.setup.ts'];

export default defineConfig({
  oxc: { decorator: { legacy: true, emitDecoratorMetadata: true } },
  test: {
    setupFiles: ['reflect-metadata'],
    restoreMocks: true,
    unstubEnvs: true,
    // Unit tests leave nothing behind, so they share what they load: three times as quick.
    projects: [
      // The limits only end tests that hang: on a busy machine, a property test can take ten times its usual time.
      size('unit', 180_000, [], false),
      inPairs(size('medium', 300_000, services)),
      inPairs(size('e2e', 180_000, services)),
    ],
  },
});
