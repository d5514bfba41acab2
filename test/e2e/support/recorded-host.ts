import { readFileSync } from 'node:fs';
import path from 'node:path';

import type { Page, Route } from 'playwright-core';

import { inRepository } from '../../unit/repository/repository.js';

export const ORIGIN = 'http://pages.test';

/** An answer of the API: a value, a status with a body, a lost connection, or no answer at all. */
export type Answer =
  | { readonly json: unknown; readonly status?: number }
  | { readonly status: number; readonly body: string; readonly type: string }
  | 'unreachable'
  | 'pending';

/** Answers by request, such as `GET /api/users`. The last one for a request applies. */
export type Answers = readonly (readonly [request: string, answer: Answer | Promise<Answer>])[];

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** An answer as the page receives it. */
type Received = { readonly status: number; readonly body: string | null; readonly type: string } | 'unreachable';

/**
 * Serves the built pages to a browser page without a host. What has no answer is answered with 204. The page asks for
 * answers with `answerTo`, which costs less than a request that is intercepted.
 */
export async function serveRecorded(page: Page, answers: () => Answers): Promise<void> {
  await page.exposeFunction('answerTo', (request: string) => answerTo(request, answers()));
  await page.route(`${ORIGIN}/**`, (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname.startsWith('/api/')) return stream(route, `GET ${pathname}`, answers());
    const app = /^\/(admin|operator)(\/|$)/.exec(pathname)?.[1];
    if (app) return send(route, `dist/web/${app}.html`, 'text/html');
    const file = pathname.startsWith('/i18n/') ? pathname : `/dist/web${pathname}`;
    return send(route, file, TYPES[path.extname(file)] ?? 'application/octet-stream');
  });
}

function send(route: Route, file: string, contentType: string): Promise<void> {
  return route.fulfill({ body: readFileSync(inRepository(file)), contentType });
}

async function answerTo(request: string, answers: Answers): Promise<Received> {
  const given = await answers.findLast(([asked]) => asked === request)?.[1];
  if (given === undefined) return { status: 204, body: null, type: '' };
  if (given === 'pending') return new Promise(() => {});
  if (given === 'unreachable') return given;
  if (!('json' in given)) return given;
  return { status: given.status ?? 200, body: JSON.stringify(given.json), type: 'application/json' };
}

/** An event source requests its stream itself. */
async function stream(route: Route, request: string, answers: Answers): Promise<void> {
  const received = await answerTo(request, answers);
  if (received === 'unreachable') return route.abort('connectionrefused');
  return route.fulfill({ status: received.status, body: received.body ?? '', contentType: received.type });
}
