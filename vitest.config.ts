import { defineConfig } from 'vitest/config';

const size = (name: string, timeout: number) => ({
  extends: true as const,
  test: {
    name,
    include: [`test/${name}/**/*.test.ts`],
    testTimeout: timeout,
    hookTimeout: timeout,
  },
});

export default defineConfig({
  oxc: { decorator: { legacy: true, emitDecoratorMetadata: true } },
  test: {
    setupFiles: ['reflect-metadata'],
    projects: [size('unit', 5_000), size('medium', 60_000), size('e2e', 120_000)],
  },
});
