import { writeFileSync } from 'node:fs';

import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { PASSWORDS } from '../../services/host.js';

export type App = 'admin' | 'operator';

export interface VisitorOptions {
  /** Who is signed in when they come. @default nobody */
  readonly as?: keyof typeof PASSWORDS;
  readonly window?: BrowserContextOptions;
}

export interface Look {
  readonly colours?: 'light' | 'dark';
  readonly width?: number;
}

const WINDOW: BrowserContextOptions = {
  viewport: { width: 1440, height: 900 },
  locale: 'en-GB',
  timezoneId: 'Europe/Stockholm',
  colorScheme: 'light',
  // What fades in is there at once: nobody has to wait for it.
  reducedMotion: 'reduce',
};

/** The job that the add-on brings. */
export const JOB = 'Synchronize active LDAP Users to Identity Manager';
export const JOB_PATH = 'batch-synchronization/LDAPAddonBatchSync';

/** Somebody at one of the apps. */
export class Visitor {
  readonly page: Page;
  readonly app: App;
  private readonly said: string[] = [];

  static async come(browser: Browser, url: string, app: App, { as, window }: VisitorOptions): Promise<Visitor> {
    const context = await browser.newContext({ ...WINDOW, ...window, baseURL: url });
    if (as) {
      const answer = await context.request.post('/api/session', { data: { user: as, password: PASSWORDS[as] } });
      if (!answer.ok()) throw new Error(`${as} could not sign in: ${await answer.text()}`);
    }
    return new Visitor(await context.newPage(), app);
  }

  private constructor(page: Page, app: App) {
    this.page = page;
    this.app = app;
    page.setDefaultTimeout(20_000);
    page.on('console', (message) => this.said.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => this.said.push(`page error: ${error.stack}`));
  }

  /** Opens a page of the app and waits until it shows what it is about. */
  async open(path = ''): Promise<void> {
    await this.page.goto(`/${this.app}/${path}`);
    await this.isSettled();
  }

  /** Looks at the same page in other colours, or through a window of another width. */
  async change({ colours = 'light', width = 1440 }: Look): Promise<void> {
    await this.page.emulateMedia({ colorScheme: colours });
    await this.page.setViewportSize({ width, height: 900 });
    await this.page.locator(`html[data-mantine-color-scheme=${colours}]`).waitFor();
  }

  /** Everything asked for is there: no skeleton is left. */
  async isSettled(): Promise<void> {
    await this.page.getByRole('heading', { level: 1 }).waitFor();
    for (const skeleton of await this.page.locator('.mantine-Skeleton-root').all()) {
      await skeleton.waitFor({ state: 'hidden' });
    }
  }

  /** Signs in on the page, as people do. */
  async signIn(user: string, password: string): Promise<void> {
    await this.page.getByLabel('User name').fill(user);
    await this.page.locator('input[name=password]').fill(password);
    await this.page.getByRole('button', { name: 'Sign in' }).click();
  }

  async heading(): Promise<string> {
    return this.page.getByRole('heading', { level: 1 }).innerText();
  }

  /** Errors that scripts met, or that the security policy of the pages caused. */
  get scriptErrors(): readonly string[] {
    return this.said.filter((line) => /^page error|Content Security Policy|Uncaught|React/i.test(line));
  }

  /** For the README, when `SCREENSHOTS` asks for it. */
  async picture(name: string): Promise<void> {
    if (!process.env['SCREENSHOTS']) return;
    await this.page.waitForFunction('document.fonts.status === "loaded"');
    await this.page.screenshot({ path: `docs/${name}.png`, animations: 'disabled', caret: 'hide' });
  }

  async keepEvidence(path: string): Promise<void> {
    await this.page.screenshot({ path: `${path}.png`, fullPage: true });
    writeFileSync(`${path}.console.txt`, this.said.join('\n'));
  }

  async leave(): Promise<void> {
    await this.page.context().close();
  }
}
