import type { OpenAPIObject } from '@nestjs/swagger';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openApiDocument } from '../../../src/host/open-api/open-api-document.js';
import { NAME, UNKNOWN_ID } from './fake-names.js';
import { browser, type FakeHost, fakeHost } from './fake-host.js';

interface Route {
  readonly method: 'get' | 'post' | 'put' | 'delete';
  readonly path: string;
}

const OPEN = new Set([
  '/health',
  '/health/live',
  '/metrics',
  '/',
  '/admin',
  '/admin/{*path}',
  '/operator',
  '/operator/{*path}',
  'post /api/session',
]);
const FOR_ADMINISTRATORS =
  /^(get \/api\/(add-ons|audit)|put \/api\/add-ons|(get|put) .*\/settings$|get .*\/(settings\/versions|guard-figures)|\w+ \/api\/data-pools|(post|put|delete) \/api\/batch-synchronizations(\/:job)?$|post .*\/(schedule-preview|check|plan|preview|try-row|proposal|tree|certificates|domain-controllers|settings\/comparison))/;

let host: FakeHost;
let routes: readonly Route[];
let document: OpenAPIObject;

beforeAll(async () => {
  host = await fakeHost();
  document = openApiDocument(host.app);
  routes = routesOf(host);
});
afterAll(() => host?.remove());

/** The registered routes of Express, without docs and static files. */
function routesOf({ app }: FakeHost): Route[] {
  const { router } = app.getHttpAdapter().getInstance() as unknown as {
    router: { stack: { route?: { path: string; methods: Record<string, boolean> } }[] };
  };
  return router.stack
    .flatMap(({ route }) =>
      route ? Object.keys(route.methods).map((method) => ({ method, path: route.path }) as Route) : [],
    )
    .filter(({ path }) => path.startsWith('/') && !path.startsWith('/api/docs') && path !== '/api{/*path}');
}

const isOpen = ({ method, path }: Route) => OPEN.has(path) || OPEN.has(`${method} ${path}`);
const named = ({ method, path }: Route) => `${method} ${path}`;
const filled = (path: string) => path.replace(':symbolicName', NAME).replace(':id', UNKNOWN_ID);
const send = ({ method, path }: Route, headers: Record<string, string> = {}) =>
  request(host.url)[method](filled(path)).set(headers);

describe('the API', () => {
  it('has exactly the routes in the OpenAPI document', () => {
    const described = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`),
    );
    const there = routes.filter(({ path }) => path.startsWith('/api/')).map(named);
    expect(there.toSorted()).toEqual(described.toSorted());
    expect(there.length).toBeGreaterThan(20);
  });

  it('requires sign-in for all routes that are not public', async () => {
    for (const route of routes.filter((each) => !isOpen(each))) {
      const { status, body } = await send(route);
      expect({ route: named(route), status, code: body.code }).toEqual({
        route: named(route),
        status: 401,
        code: 'NOT_SIGNED_IN',
      });
    }
  });

  it('denies operators only the routes of administrators', async () => {
    const operator = await host.token('operator');
    for (const route of routes.filter(
      (each) => !isOpen(each) && !each.path.endsWith('/events') && !/session/.test(each.path),
    )) {
      const { status } = await send(route, operator);
      expect({ route: named(route), refused: status === 403 }).toEqual({
        route: named(route),
        refused: FOR_ADMINISTRATORS.test(named(route)),
      });
    }
  });

  it('allows administrators all routes of operators', async () => {
    const admin = await host.token('admin');
    for (const route of routes.filter(
      (each) => !isOpen(each) && !each.path.endsWith('/events') && !/session/.test(each.path),
    )) {
      const { status } = await send(route, admin);
      expect({ route: named(route), refused: status === 401 || status === 403 }).toEqual({
        route: named(route),
        refused: false,
      });
    }
  });

  it('rejects unsafe requests of pages without a CSRF token', async () => {
    const { agent } = await browser(host.url);
    for (const { method, path } of routes.filter((each) => !isOpen(each) && each.method !== 'get')) {
      const { body } = await agent[method](filled(path));
      expect({ path, code: body.code }).toEqual({ path, code: 'CSRF_TOKEN_WRONG' });
    }
  });
});

describe('the OpenAPI document', () => {
  it('defines each referenced schema and no others', () => {
    const text = JSON.stringify(document);
    const referred = new Set([...text.matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name));
    expect(new Set(Object.keys(document.components?.schemas ?? {}))).toEqual(referred);
  });

  it('describes the purpose, responses and authentication of each operation', () => {
    for (const [path, item] of Object.entries(document.paths)) {
      for (const [method, { summary, tags, responses, security }] of Object.entries(item)) {
        const statuses = Object.keys(responses);
        const both = [{ bearer: [] }, { cookie: [] }];
        const expected = `${method} ${path}` === 'post /api/session' ? undefined : both;
        expect({
          method,
          path,
          summary,
          tags,
          isAnswered: statuses.some((status) => /^[25]/.test(status)),
          security,
        }).toEqual({
          method,
          path,
          summary: expect.stringMatching(/^[A-Z].{8,}/),
          tags: [expect.any(String)],
          isAnswered: true,
          security: expected,
        });
        expect(statuses).toContain('401');
      }
    }
  });

  it('describes every property of every response', () => {
    const schemas = Object.entries(document.components?.schemas ?? {}) as [string, { properties?: object }][];
    expect(schemas.filter(([, { properties }]) => Object.keys(properties ?? {}).length === 0)).toEqual([]);
  });

  it('lists null for each enum that may be null, and only there', () => {
    const enums = [...JSON.stringify(document).matchAll(/\{[^{}]*"enum":\[[^\]]*\][^{}]*\}/g)].map(([text]) => text);
    const withNull = enums.filter((text) => /"enum":\[[^\]]*null\]/.test(text));
    expect(withNull).toEqual(enums.filter((text) => text.includes('"nullable":true')));
    expect(withNull.length).toBeGreaterThan(3);
  });

  it('is served with all its assets', async () => {
    const { text, headers } = await host.http().get('/api/docs').expect(200);
    expect(text).not.toMatch(/(src|href)="(https?:)?\/\//);
    expect(headers['content-security-policy']).toContain("script-src 'self'");
    expect((await host.http().get('/api/docs/openapi.json').expect(200)).body.paths).toHaveProperty('/api/users');
  });
});
