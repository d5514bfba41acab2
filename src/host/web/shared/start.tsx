import '@fontsource-variable/inter/wght.css';
import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './theme/theme.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import type { RouteObject } from 'react-router';
import { type AppFacts, AppRoot } from './app-root.js';
import { startTexts } from './i18n/texts.js';

/** Draws an app into the page once its texts are there. */
export async function start(app: AppFacts, pages: RouteObject[]): Promise<void> {
  await startTexts();
  const root = document.querySelector('#root');
  if (!root) throw new Error('The page has no #root.');
  createRoot(root).render(
    <StrictMode>
      <AppRoot app={app} pages={pages} />
    </StrictMode>,
  );
}
