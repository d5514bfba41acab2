import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import type { Browser } from 'playwright-core';
import type { RunnerTestCase } from 'vitest';

import { ACTIVE_FILTER, BASE_DN } from '../../../scripts/lib/demo-organization.ts';
import { demoTree } from '../../../scripts/lib/demo-people.ts';
import { ldif } from '../../../scripts/lib/ldif.ts';
import { Slapd } from '../../../scripts/slapd.ts';
import { launchChromium } from '../../services/chromium.js';
import { BuiltHost } from '../../services/host.js';
import { type App, AppWindow, type AppWindowOptions } from './app-window.js';

type Seeds = Readonly<Record<string, string>>;
type Hosts = Readonly<Record<App, BuiltHost>>;

export interface TestEnvironmentOptions {
  /** Three processes, one for each role, on this PostgreSQL. @default one process on the embedded database */
  readonly databaseUrl?: string;
  /** The LDAP filter of the job. @default all active people */
  readonly filter?: string;
}

/** A directory with demo people, the built host and a browser. Close it in `afterAll`. */
export class TestEnvironment {
  directory: Slapd;
  private readonly hosts: Hosts;
  private readonly windows = new Set<AppWindow>();

  static async start({ databaseUrl, filter = ACTIVE_FILTER }: TestEnvironmentOptions = {}): Promise<TestEnvironment> {
    const folder = mkdtempSync(path.join(tmpdir(), 'e2e-'));
    const directory = await Slapd.start({
      folder: path.join(folder, 'directory'),
      suffix: BASE_DN,
      ldif: demoTree().map(ldif).join(''),
    });
    const seeds = {
      LDAP_URL: directory.url,
      LDAP_BIND_DN: directory.readerDn,
      LDAP_BIND_PASSWORD: directory.readerPassword,
      LDAP_BASE_DN: directory.baseDn,
      LDAP_FILTER: filter,
    };
    const processes = await startHosts(folder, seeds, databaseUrl);
    return new TestEnvironment(folder, directory, processes, await launchChromium());
  }

  private constructor(
    private readonly folder: string,
    directory: Slapd,
    private readonly processes: readonly BuiltHost[],
    private readonly browser: Browser,
  ) {
    const [admin, operator = admin] = processes;
    if (!admin || !operator) throw new Error('No host was started.');
    this.directory = directory;
    this.hosts = { admin, operator };
  }

  urlOf(app: App): string {
    return this.hosts[app].url;
  }

  /** The log of all processes. */
  get log(): string {
    return this.processes.map((each) => each.log).join('\n');
  }

  /** Opens an app in a new, isolated browser window. */
  async openWindow(app: App, options: AppWindowOptions = {}): Promise<AppWindow> {
    const window = await AppWindow.open(this.browser, this.urlOf(app), app, options);
    this.windows.add(window);
    window.page.once('close', () => this.windows.delete(window));
    return window;
  }

  /** Restarts the directory with other access rules. @default the usual rules */
  async restartDirectory(databaseConfig: readonly string[] = []): Promise<void> {
    const { port } = this.directory;
    await this.directory.stop();
    this.directory = await Slapd.start({ folder: path.join(this.folder, 'directory'), port, databaseConfig });
  }

  async close(): Promise<void> {
    await this.browser.close();
    await Promise.all(this.processes.map((each) => each.stop()));
    await this.directory.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Call this in `afterEach`: saves screenshots and logs if the test has failed. */
  async saveEvidence({ name, result }: RunnerTestCase): Promise<void> {
    if (result?.state !== 'fail') return;
    const folder = path.join('test-results', name.replaceAll(/[^\p{L}\d]+/gu, '-'));
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'host.log'), this.log);
    for (const [index, window] of [...this.windows].entries()) {
      await window.saveEvidence(path.join(folder, `${window.app}-${index + 1}`));
    }
  }
}

async function startHosts(folder: string, seeds: Seeds, databaseUrl?: string): Promise<BuiltHost[]> {
  if (!databaseUrl) return [await BuiltHost.start({ dataFolder: folder, environment: seeds })];
  const environment = { ...seeds, DATABASE_URL: databaseUrl, SETTINGS_KEY: 'a settings key for tests, 0123456789' };
  const start = (role: 'admin' | 'operator' | 'worker') =>
    BuiltHost.start({ dataFolder: path.join(folder, role), environment, role });
  return Promise.all([start('admin'), start('operator'), start('worker')]);
}
