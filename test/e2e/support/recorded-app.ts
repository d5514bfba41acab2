import type { Browser, Page } from 'playwright-core';

import { textIn } from '../../../src/i18n/texts.js';
import type { App } from './app-window.js';
import { type Answer, type Answers, ORIGIN, serveRecorded } from './recorded-host.js';

export type Role = 'administrator' | 'operator';

interface RecordedAppOptions {
  readonly language: string;
  readonly role: Role;
}

const JOBS = 'GET /api/batch-synchronizations';
const STREAM: Answer = { status: 200, body: 'retry: 600000\n\n', type: 'text/event-stream' };

/**
 * Failed requests are repeated at once, and what a page has fetched is forgotten when it is left, so that each state
 * needs no reload. `openPath` leads over the page for unknown addresses.
 */
const IN_PAGE = `
  const { setTimeout, fetch } = window;
  const AT_ONCE = new Set([250, 1000, 2000, 300000]);
  window.setTimeout = (handler, delay = 0, ...values) => setTimeout(handler, AT_ONCE.has(delay) ? 0 : delay, ...values);
  let requests = 0;
  const ask = async (path, { method = 'GET', signal } = {}) => {
    const aborted = new Promise((_, fail) => signal?.addEventListener('abort', () => fail(signal.reason)));
    const answer = await Promise.race([answerTo(method + ' ' + path.split('?')[0]), aborted]);
    if (answer === 'unreachable') throw new TypeError('Failed to fetch');
    return new Response(answer.body, { status: answer.status, headers: { 'content-type': answer.type } });
  };
  window.fetch = (path, init) => {
    requests += 1;
    return (path.startsWith('/api/') ? ask(path, init) : fetch(path, init)).finally(() => (requests -= 1));
  };
  // Several times in a row: a page may show for a moment what is being forgotten.
  const until = async (isDone) => {
    for (let times = 0; times < 4; times = isDone() ? times + 1 : 0)
      await new Promise((resolve) => setTimeout(resolve, 4));
  };
  const go = (path) => {
    history.pushState(null, '', path);
    dispatchEvent(new PopStateEvent('popstate'));
  };
  const heading = () => document.querySelector('h1')?.innerText;
  window.openPath = async (from, notFound, path) => {
    if (heading() !== notFound) go(from);
    await until(() => heading() === notFound);
    go(path);
    await until(() => heading() && heading() !== notFound);
  };
  window.untilLoaded = () => until(() => requests === 0 && !document.querySelector('.mantine-Skeleton-root'));
  window.readPage = () => {
    const labels = [...document.querySelectorAll('[aria-label]')].map((element) => element.ariaLabel);
    const text = [document.title, document.body.innerText, ...labels].join('\\n');
    return { text, headings: document.querySelectorAll('h1').length };
  };`;

/** One of the apps in a language, whose host is played by the test. */
export class RecordedApp {
  readonly language: string;
  readonly scriptErrors: string[] = [];
  /** What the last call of `give` was called with. */
  given: Answers = [];
  /** Whether the app is loaded, with a session. */
  private isReady = false;

  static async open(browser: Browser, app: App, options: RecordedAppOptions): Promise<RecordedApp> {
    const context = await browser.newContext({ locale: options.language, reducedMotion: 'reduce', baseURL: ORIGIN });
    const recorded = new RecordedApp(await context.newPage(), app, options);
    await recorded.page.addInitScript(IN_PAGE);
    await serveRecorded(recorded.page, () => recorded.answers());
    recorded.page.on('pageerror', (error) => recorded.scriptErrors.push(String(error)));
    return recorded;
  }

  private constructor(
    readonly page: Page,
    readonly app: App,
    private readonly options: RecordedAppOptions,
  ) {
    this.language = options.language;
  }

  /** Loads the app. The session may be answered differently. */
  async load(answers: Answers = [], path = '-'): Promise<void> {
    this.give(answers);
    this.isReady = answers.length === 0;
    await this.page.goto(`/${this.app}/${path}`);
    await this.page.getByRole('heading', { level: 1 }).waitFor();
  }

  /** Shows a page, without waiting until it is loaded. */
  async open(path: string, answers: Answers): Promise<void> {
    await this.page.evaluate(await this.opening(path, answers));
  }

  /** Shows a page, and waits until it is loaded. */
  async show(path: string, answers: Answers): Promise<void> {
    await this.page.evaluate(`${await this.opening(path, answers)}.then(untilLoaded)`);
  }

  /** Sets the answers to all following requests. */
  give(answers: Answers): void {
    this.given = answers;
  }

  private async opening(path: string, answers: Answers): Promise<string> {
    // The frame keeps the jobs whatever page it shows, so others need a reload.
    const jobs = answers.filter(([request]) => request === JOBS);
    if (!this.isReady || jobs.length > 0) await this.load(jobs);
    this.give(answers);
    const [from, notFound, to] = [`/${this.app}/-`, this.t('web:notFound.title'), `/${this.app}/${path}`];
    return `openPath(${[from, notFound, to].map((text) => JSON.stringify(text)).join()})`;
  }

  private answers(): Answers {
    const { role } = this.options;
    return [
      ['GET /api/session', { json: { user: role, role, csrfToken: 'x' } }],
      [JOBS, { json: [] }],
      ['GET /api/cache/events', STREAM],
      ['GET /api/runs/run/events', STREAM],
      ...this.given,
    ];
  }

  readonly t = (key: string, params: Readonly<Record<string, string | number>> = {}): string =>
    textIn(this.language, key, params) ?? key;

  /** All text of the page, also that for screen readers only, and the number of main headings. */
  read(): Promise<{ readonly text: string; readonly headings: number }> {
    return this.page.evaluate('readPage()');
  }

  close(): Promise<void> {
    return this.page.context().close();
  }
}
