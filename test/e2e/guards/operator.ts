import type { Locator } from 'playwright-core';
import { expect } from 'vitest';

import { type AppWindow, JOB } from '../support/app-window.js';
import { expectVisible } from '../support/expectations.js';

export interface StoredRun {
  readonly id: string;
  readonly status: string;
  readonly counts: Readonly<Record<string, number>>;
}

export interface StoredUser {
  readonly userName: string;
  readonly source: string;
  readonly state: string;
  readonly notSeenSince: string | null;
}

interface PageOf<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

/** What the page of a stopped run says of a guard. */
export interface Finding {
  readonly guard: string;
  readonly figure: string;
  readonly usual: string;
  readonly sentence: string;
}

/** The operator starts runs and reads their pages, without the rights of an administrator. */
export class Operator {
  constructor(readonly window: AppWindow) {}

  private get page(): AppWindow['page'] {
    return this.window.page;
  }

  private get findings() {
    return this.page.getByRole('region', { name: 'Beyond the limits' });
  }

  /**
   * Presses Start, and waits on the page of the run for its end.
   *
   * @param changed the setting that has changed since the last applied run, as named before the start. Absent: none has.
   */
  async start(changed?: string): Promise<StoredRun> {
    await this.window.goto('scheduled-jobs');
    await this.page.getByRole('button', { name: `Start ${JOB}` }).click();
    if (changed !== undefined) {
      const dialog = this.page.getByRole('dialog', { name: 'Settings have changed' });
      await expectVisible(dialog.getByText(changed, { exact: true }));
      await dialog.getByRole('button', { name: 'Apply now' }).click();
    }
    await this.page.waitForURL(/\/operator\/runs\/[\da-f-]{36}$/);
    // Shown once the run has ended.
    await this.page.getByRole('tab', { name: 'Problems' }).waitFor();
    return this.get<StoredRun>(`/api/runs/${this.page.url().split('/').at(-1)}`);
  }

  /** Reads on the page of the run that it is stopped, by which guards, and what each has found. */
  async readWhyStopped({ status }: StoredRun, expected: readonly Finding[]): Promise<void> {
    expectStatus(status, 'stopped');
    const alert = this.page.getByRole('alert').filter({ hasText: 'The run was stopped' });
    await expectVisible(alert.getByText('No change was applied.'));
    await expectFindings(this.findings.getByRole('listitem'), expected);
  }

  /** Opens the people concerned: what the first rows say, with a dot between the lines. */
  async showConcerned(rows: number): Promise<readonly string[]> {
    await this.findings.getByRole('button', { name: 'Show the people concerned' }).first().click();
    const table = this.findings.getByRole('table').first();
    await table.waitFor();
    const texts = await table.locator('tbody').getByRole('row').allInnerTexts();
    return texts.slice(0, rows).map((text) =>
      text
        .split(/\s*\n\s*/)
        .filter(Boolean)
        .join(' · '),
    );
  }

  /** Applies the plan of a stopped run nevertheless, and gives the reason. */
  async applyNevertheless(reason: string): Promise<void> {
    const apply = { name: 'Apply this plan nevertheless' };
    await this.page.getByRole('button', apply).click();
    const dialog = this.page.getByRole('dialog', apply);
    await dialog.getByLabel('Reason').fill(reason);
    await dialog.getByRole('button', apply).click();
    await expectVisible(this.page.getByText(reason));
  }

  /** Every user as the API has it, from a page of the list on. */
  async users(cursor?: string): Promise<readonly StoredUser[]> {
    const query = new URLSearchParams({ limit: '200', ...(cursor !== undefined && { cursor }) });
    const { items, nextCursor } = await this.get<PageOf<StoredUser>>(`/api/users?${query.toString()}`);
    return nextCursor === null ? items : [...items, ...(await this.users(nextCursor))];
  }

  /** Who has which problem. */
  async problemsOf({ id }: StoredRun): Promise<readonly object[]> {
    const { items } = await this.get<PageOf<Record<'dn' | 'code', string>>>(`/api/runs/${id}/problems?limit=200`);
    return items.map(({ dn, code }) => ({ dn, code }));
  }

  async get<T>(path: string): Promise<T> {
    return (await this.page.request.get(path)).json();
  }
}

function expectStatus(status: string, expected: string): void {
  expect(status).toBe(expected);
}

async function expectFindings(found: Locator, expected: readonly Finding[]): Promise<void> {
  await expectVisible(found);
  const texts = await found.allInnerTexts();
  const lines = texts.map((text) => text.split(/\s*\n\s*/));
  expect(lines).toEqual(expected.map((finding) => expect.arrayContaining(Object.values(finding))));
}
