import { expect, it } from 'vitest';

import { shownLayout } from '../../../src/host/web/admin/form/shown-layout.js';

const PATHS = ['mode', 'minVersion', 'ca', 'serverName', 'clientCertificate'].map((name) => `dataPool.tls.${name}`);
const layout = { sections: [{ title: 'Servers', fields: PATHS.map((path) => ({ path, widget: 'text' as const })) }] };
const shown = (values: Readonly<Record<string, string>>, errors: readonly string[] = []) =>
  shownLayout(layout, {
    values: { 'dataPool.tls.minVersion': 'TLSv1.2', ...values },
    errors: errors.map((field) => ({ field, code: '-', message: '-' })),
  }).sections[0]?.fields.map(({ path }) => path.split('.')[2]);

it('settings of TLS are shown only for a connection with TLS', () => {
  expect(shown({ 'dataPool.tls.mode': 'none' })).toEqual(['mode']);
  expect(shown({ 'dataPool.tls.mode': 'starttls' })).toEqual([
    'mode',
    'minVersion',
    'ca',
    'serverName',
    'clientCertificate',
  ]);
});

it('what has a value or an error is shown all the same', () => {
  expect(shown({ 'dataPool.tls.mode': 'none', 'dataPool.tls.ca': 'PEM' })).toEqual(['mode', 'ca']);
  expect(shown({ 'dataPool.tls.mode': 'none' }, ['dataPool.tls.clientCertificate'])).toEqual([
    'mode',
    'clientCertificate',
  ]);
});

it('a client certificate stands with the sign-in only if it signs in', () => {
  const ofSignIn = ['dataPool.authentication', 'dataPool.tls.clientCertificate', 'dataPool.tls.clientKey'];
  const sections = [['dataPool.tls.mode', 'dataPool.tls.serverName'], ofSignIn].map((paths) => ({
    title: '-',
    fields: paths.map((path) => ({ path, widget: 'text' as const })),
  }));
  const pathsWith = (authentication: string) =>
    shownLayout(
      { sections },
      { values: { 'dataPool.tls.mode': 'ldaps', 'dataPool.authentication': authentication }, errors: [] },
    ).sections.map(({ fields }) => fields.map(({ path }) => path.split('.').at(-1)));
  expect(pathsWith('external')).toEqual([
    ['mode', 'serverName'],
    ['authentication', 'clientCertificate', 'clientKey'],
  ]);
  expect(pathsWith('simple')).toEqual([['mode', 'serverName', 'clientCertificate', 'clientKey'], ['authentication']]);
});
