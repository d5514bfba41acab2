import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { Response } from 'express';

/** The folder of the built pages. */
export const WEB_FOLDER = fileURLToPath(new URL('../../../dist/web', import.meta.url));

/** Sends a single-page app. Its subpaths are routed in the browser. */
export function sendPage(response: Response, name: 'admin' | 'operator'): void {
  const file = join(WEB_FOLDER, `${name}.html`);
  response.setHeader('Cache-Control', 'no-cache');
  if (existsSync(file)) response.sendFile(file);
  else response.status(503).type('text').send('The pages are not built yet. Run: npm run build\n');
}
