import type { Locator } from 'playwright-core';
import { expect } from 'vitest';

/** Types a text within one task of the page: before the router can show an address in between. */
export async function typeQuickly(input: Locator, text: string): Promise<void> {
  await input.focus();
  const keys = JSON.stringify(text);
  await input.page().evaluate(`for (const key of ${keys}) document.execCommand('insertText', false, key)`);
  expect(await input.inputValue()).toBe(text);
}
