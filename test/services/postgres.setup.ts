import type { TestProject } from 'vitest/node';
import { startPostgres } from './postgres-server.js';

/** Starts one PostgreSQL per test run. `createDatabase()` creates databases on it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgres();
  project.provide('postgresUrl', server.url);
  return () => server.stop();
}

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string;
  }
}
