import '@fontsource-variable/inter/wght.css';
import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './theme/theme.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import type { RouteObject } from 'react-router';
import type { AppDefinition } from './app-definition.js';
import { AppRoot } from './app-root.js';
import { startTexts } from './i18n/texts.js';

/** Renders an app once its texts have been loaded. */
export async function start(app: AppDefinition, pages: RouteObject[]): Promise<void> {
  await startTexts();
  const root = document.querySelector('#root');
  if (!root) throw new Error('The page has no #root.');
  createRoot(root).render(
    <StrictMode>
      <AppRoot app={app} pages={pages} />
    </StrictMode>,
  );
}
