import { AxeBuilder } from '@axe-core/playwright';
import type { Locator } from 'playwright-core';
import { expect } from 'vitest';

import type { Visitor } from './visitor.js';

/** For `expect.poll`: as long as it takes on a busy machine. */
export const patiently = { timeout: 20_000, interval: 50 };

/** Waits for it, and fails when it does not come. */
export function expectVisible(locator: Locator): Promise<void> {
  return locator.first().waitFor();
}

export function expectGone(locator: Locator): Promise<void> {
  return locator.first().waitFor({ state: 'hidden' });
}

export function expectText({ page }: Visitor, text: string | RegExp): Promise<void> {
  return expectVisible(page.getByText(text));
}

/** What the keyboard acts on. */
export async function expectFocus(locator: Locator): Promise<void> {
  await expect.poll(() => locator.and(locator.page().locator(':focus')).count(), patiently).toBe(1);
}

/** No rule of axe is broken; `rules` asks for some only. */
export async function expectAccessible({ page }: Visitor, rules?: string[]): Promise<void> {
  // There are no frames: what the other mode opens a page of its own for, each time.
  const axe = new AxeBuilder({ page }).setLegacyMode();
  const { violations } = await (rules ? axe.withRules(rules) : axe).analyze();
  const found = violations.map(({ id, nodes }) => ({ id, at: nodes.map(({ html }) => html) }));
  expect({ page: page.url(), found }).toEqual({ page: page.url(), found: [] });
}

/** Nothing sticks out at the side. */
export async function expectFitting({ page }: Visitor): Promise<void> {
  const excess = await page.evaluate<number>(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  );
  expect({ page: page.url(), excess }).toEqual({ page: page.url(), excess: 0 });
}
