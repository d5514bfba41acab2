import { defineConfig } from 'vitest/config';

const size = (name: string, timeout: number, globalSetup: string[] = []) => ({
  extends: true as const,
  test: {
    name,
    include: [`test/${name}/**/*.test.ts`],
    globalSetup,
    testTimeout: timeout,
    hookTimeout: timeout,
  },
});

const services = ['test/services/postgres.setup.ts'];

export default defineConfig({
  oxc: { decorator: { legacy: true, emitDecoratorMetadata: true } },
  test: {
    setupFiles: ['reflect-metadata'],
    projects: [size('unit', 20_000), size('medium', 60_000, services), size('e2e', 120_000, services)],
  },
});
