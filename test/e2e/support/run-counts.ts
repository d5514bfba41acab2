import type { AppWindow } from './app-window.js';

/** The numbers on the page of a run, by name. */
export async function countsIn({ page }: Pick<AppWindow, 'page'>): Promise<Record<string, number>> {
  const cards = await page.locator('[data-count]').all();
  const entries = cards.map(async (card) => [
    (await card.getAttribute('data-count')) ?? '',
    Number((await card.innerText()).replaceAll(/\D/g, '')),
  ]);
  return Object.fromEntries(await Promise.all(entries)) as Record<string, number>;
}
