import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

import { Client } from 'pg';

import type { Run } from '../../../src/index.js';

const execute = promisify(execFile);
const TSC = 'node_modules/typescript/bin/tsc';
const ROOT = join(import.meta.dirname, '../../..');
const ENVIRONMENT = { ...process.env, PATH: `${dirname(process.execPath)}:${process.env['PATH']}`, NODE_OPTIONS: '' };

/** The packed add-on and its content. */
export interface Tarball {
  readonly path: string;
  readonly files: readonly string[];
  readonly dependencies: readonly string[];
}

/** The application in `test/embed` with the packed add-on installed. */
export class AnotherHost {
  readonly folder: string;
  readonly tarball: Tarball;

  static async install(): Promise<AnotherHost> {
    const folder = await mkdtemp(join(tmpdir(), 'another-host-'));
    const tarball = await pack(folder);
    const app = join(folder, 'app');
    await cp(join(ROOT, 'test/embed'), app, { recursive: true });
    await run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error', tarball.path], app);
    return new AnotherHost(app, tarball);
  }

  private constructor(folder: string, tarball: Tarball) {
    this.folder = folder;
    this.tarball = tarball;
  }

  /** Also checks the application's types. */
  async build(): Promise<void> {
    await run(process.execPath, [TSC], this.folder);
  }

  /** Errors of the strictest check in the add-on's types. Errors in other packages are ignored. */
  async faultsInTypes(): Promise<string[]> {
    const strictest = [TSC, '--noEmit', '--skipLibCheck', 'false', '--exactOptionalPropertyTypes'];
    const found = await run(process.execPath, strictest, this.folder).catch((error: Error) => ({
      stdout: error.message,
    }));
    return found.stdout.split('\n').filter((line) => line.startsWith('node_modules/ldap-addon-batch-sync/'));
  }

  async createTable(databaseUrl: string): Promise<void> {
    await query(databaseUrl, await readFile(join(this.folder, 'table.sql'), 'utf8'));
  }

  async synchronize(environment: Readonly<Record<string, string>>): Promise<Run> {
    const { stdout } = await run(process.execPath, ['dist/main.js'], this.folder, environment);
    return JSON.parse(stdout) as Run;
  }

  /** Number of lines between the markers in `src/app.module.ts`. */
  async wiring(): Promise<string[]> {
    const lines = (await readFile(join(this.folder, 'src/app.module.ts'), 'utf8')).split('\n');
    const [from, to] = ['from here', 'to here'].map((marker) => lines.findIndex((line) => line.includes(marker)));
    return lines.slice((from ?? 0) + 1, to);
  }

  async remove(): Promise<void> {
    await rm(dirname(this.folder), { recursive: true, force: true });
  }
}

export async function query<Row extends object>(databaseUrl: string, sql: string): Promise<Row[]> {
  const client = new Client(databaseUrl);
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

async function pack(folder: string): Promise<Tarball> {
  const { stdout } = await run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], ROOT);
  const [packed] = JSON.parse(stdout) as [{ filename: string; files: { path: string }[] }];
  const manifest = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as { dependencies: object };
  return {
    path: join(folder, packed.filename),
    files: packed.files.map(({ path }) => path),
    dependencies: Object.keys(manifest.dependencies),
  };
}

async function run(command: string, parameters: readonly string[], cwd: string, environment = {}) {
  try {
    return await execute(command, [...parameters], {
      cwd,
      env: { ...ENVIRONMENT, ...environment },
      maxBuffer: 64 * 1024 * 1024,
    });
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`${command} ${parameters.join(' ')} failed:\n${stdout}\n${stderr}`, { cause: error });
  }
}
