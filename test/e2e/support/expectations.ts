import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

import type { AppWindow } from './app-window.js';

/** Options of `expect.poll`, generous enough for a busy machine. */
export const POLLING = { timeout: 60_000, interval: 50 };

/** Waits until the element is visible. Fails on a time-out. */
export function expectVisible(locator: Locator): Promise<void> {
  return locator.first().waitFor();
}

export function expectHidden(locator: Locator): Promise<void> {
  return locator.first().waitFor({ state: 'hidden' });
}

export function expectText({ page }: Pick<AppWindow, 'page'>, text: string | RegExp): Promise<void> {
  return expectVisible(page.getByText(text));
}

/** Waits until the element has the keyboard focus. */
export async function expectFocus(locator: Locator): Promise<void> {
  await expect.poll(() => locator.and(locator.page().locator(':focus')).count(), POLLING).toBe(1);
}

/** Expects no violation of the axe rules, or only of those in `rules`. */
export async function expectAccessible({ page }: Pick<AppWindow, 'page'>, rules?: string[]): Promise<void> {
  // The pages contain no frames. The default mode opens an extra page for them on each call.
  // What axe says about passed rules is not read, and no rule asked here needs the style sheets as text.
  const axe = new AxeBuilder(await withScript(page)).setLegacyMode();
  axe.options({ resultTypes: ['violations'], preload: false });
  const { violations } = await (rules ? axe.withRules(rules) : axe).analyze();
  const found = violations.map(({ id, nodes }) => ({ id, at: nodes.map(({ html }) => html) }));
  expect({ page: page.url(), found }).toEqual({ page: page.url(), found: [] });
}

/** Each call would transfer and parse the large script of axe again, twice. */
async function withScript(page: Page): Promise<{ page: Page; axeSource?: string }> {
  return (await page.evaluate<boolean>('"axe" in window')) ? { page, axeSource: '"loaded"' } : { page };
}

/** Expects that the page does not scroll horizontally. */
export async function expectNoHorizontalOverflow({ page }: Pick<AppWindow, 'page'>): Promise<void> {
  const excess = await page.evaluate<number>(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  );
  expect({ page: page.url(), excess }).toEqual({ page: page.url(), excess: 0 });
}
