import { writeFileSync } from 'node:fs';

import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { PASSWORDS } from '../../services/host.js';

export type App = 'admin' | 'operator';

export interface AppWindowOptions {
  /** The account to sign in with. @default not signed in */
  readonly as?: keyof typeof PASSWORDS;
  readonly context?: BrowserContextOptions;
}

export interface Appearance {
  readonly colorScheme?: 'light' | 'dark';
  readonly width?: number;
}

const DEFAULT_CONTEXT: BrowserContextOptions = {
  viewport: { width: 1440, height: 900 },
  locale: 'en-GB',
  timezoneId: 'Europe/Stockholm',
  colorScheme: 'light',
  // Disables animations, so that elements appear at once.
  reducedMotion: 'reduce',
};

/** The job that the add-on provides. */
export const JOB = 'Synchronize active LDAP Users to Identity Manager';
export const JOB_PATH = 'batch-synchronization/LDAPAddonBatchSync';

/** A browser window with one of the apps, isolated from other windows. */
export class AppWindow {
  readonly page: Page;
  readonly app: App;
  private readonly consoleLines: string[] = [];

  static async open(browser: Browser, url: string, app: App, options: AppWindowOptions): Promise<AppWindow> {
    const { as } = options;
    const context = await browser.newContext({ ...DEFAULT_CONTEXT, ...options.context, baseURL: url });
    if (as) {
      const response = await context.request.post('/api/session', { data: { user: as, password: PASSWORDS[as] } });
      if (!response.ok()) throw new Error(`${as} could not sign in: ${await response.text()}`);
    }
    return new AppWindow(await context.newPage(), app);
  }

  private constructor(page: Page, app: App) {
    this.page = page;
    this.app = app;
    page.setDefaultTimeout(60_000);
    page.on('console', (message) => this.consoleLines.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => this.consoleLines.push(`page error: ${error.stack}`));
  }

  /** Navigates to a page of the app and waits until it has loaded. */
  async goto(path = ''): Promise<void> {
    await this.page.goto(`/${this.app}/${path}`);
    await this.waitUntilLoaded();
  }

  /** Changes the color scheme or the width of the window without reloading the page. */
  async setAppearance({ colorScheme = 'light', width = 1440 }: Appearance): Promise<void> {
    await this.page.emulateMedia({ colorScheme });
    await this.page.setViewportSize({ width, height: 900 });
    await this.page.locator(`html[data-mantine-color-scheme=${colorScheme}]`).waitFor();
    await this.waitForTransitions();
  }

  /** Colors that are on their way to those of another scheme have no contrast to measure. */
  private async waitForTransitions(): Promise<void> {
    // The first frame begins the transitions.
    await this.page.evaluate(`new Promise(requestAnimationFrame).then(() => {
      const transitions = document.getAnimations().filter((each) => each instanceof CSSTransition);
      return Promise.allSettled(transitions.map(({ finished }) => finished)).then(() => undefined);
    })`);
  }

  /** Waits until the page has its heading and no loading placeholder. */
  async waitUntilLoaded(): Promise<void> {
    await this.page.getByRole('heading', { level: 1 }).waitFor();
    for (const skeleton of await this.page.locator('.mantine-Skeleton-root').all()) {
      await skeleton.waitFor({ state: 'hidden' });
    }
  }

  /** Signs in through the sign-in page. */
  async signIn(user: string, password: string): Promise<void> {
    await this.page.getByLabel('User name').fill(user);
    await this.page.locator('input[name=password]').fill(password);
    await this.page.getByRole('button', { name: 'Sign in' }).click();
  }

  async heading(): Promise<string> {
    return this.page.getByRole('heading', { level: 1 }).innerText();
  }

  /** Script errors and violations of the content security policy. */
  get scriptErrors(): readonly string[] {
    return this.consoleLines.filter((line) => /^page error|Content Security Policy|Uncaught|React/i.test(line));
  }

  /** Saves a screenshot for the README if `SCREENSHOTS` is set. */
  async takeScreenshot(name: string): Promise<void> {
    if (!process.env['SCREENSHOTS']) return;
    await this.page.waitForFunction('document.fonts.status === "loaded"');
    await this.page.screenshot({ path: `docs/${name}.png`, animations: 'disabled', caret: 'hide' });
  }

  async saveEvidence(path: string): Promise<void> {
    await this.page.screenshot({ path: `${path}.png`, fullPage: true });
    writeFileSync(`${path}.console.txt`, this.consoleLines.join('\n'));
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }
}
