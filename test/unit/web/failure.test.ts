import { MantineProvider } from '@mantine/core';
import { createInstance } from 'i18next';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { I18nextProvider } from 'react-i18next';
import { MemoryRouter } from 'react-router';
import { beforeAll, expect, it } from 'vitest';

import { ApiError } from '../../../src/host/web/shared/api/api-error.js';
import { Failure } from '../../../src/host/web/shared/components/failure.js';
import { ListOfPage } from '../../../src/host/web/shared/components/list-of-page.js';

const MISSING = new ApiError(404, { code: 'PERSON_NOT_FOUND', params: { who: 'ada' } });

/** Its texts are their keys. */
const i18n = createInstance();
beforeAll(() => i18n.init({ lng: 'cimode', resources: {} }));

/** The message on a page that belongs to the list of users. */
function shown(retry?: () => unknown): string {
  const failure = createElement(Failure, { error: MISSING, ...(retry && { retry }) });
  const page = createElement(ListOfPage.Provider, { value: { label: 'Users', to: '/users' } }, failure);
  const routed = createElement(MemoryRouter, {}, createElement(MantineProvider, {}, page));
  return renderToStaticMarkup(createElement(I18nextProvider, { i18n }, routed));
}

it('content that does not exist leads to its list', () => {
  expect(shown(() => undefined)).toContain('href="/users"');
  expect(shown(() => undefined)).toContain('failure.notFound');
});

it('an action that finds nobody failed on a page that does exist', () => {
  expect(shown()).not.toContain('href="/users"');
  expect(shown()).toContain('failure.title');
});
