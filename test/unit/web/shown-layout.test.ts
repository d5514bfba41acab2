import { expect, it } from 'vitest';

import { shownLayout } from '../../../src/host/web/admin/form/shown-layout.js';

const PATHS = ['mode', 'minVersion', 'ca', 'clientCertificate'].map((name) => `dataPool.tls.${name}`);
const layout = { sections: [{ title: 'Servers', fields: PATHS.map((path) => ({ path, widget: 'text' as const })) }] };
const shown = (values: Readonly<Record<string, string>>, errors: readonly string[] = []) =>
  shownLayout(layout, {
    values: { 'dataPool.tls.minVersion': 'TLSv1.2', ...values },
    errors: errors.map((field) => ({ field, code: '-', message: '-' })),
  }).sections[0]?.fields.map(({ path }) => path.split('.')[2]);

it('settings of TLS are shown only for a connection with TLS', () => {
  expect(shown({ 'dataPool.tls.mode': 'none' })).toEqual(['mode']);
  expect(shown({ 'dataPool.tls.mode': 'starttls' })).toEqual(['mode', 'minVersion', 'ca', 'clientCertificate']);
});

it('what has a value or an error is shown all the same', () => {
  expect(shown({ 'dataPool.tls.mode': 'none', 'dataPool.tls.ca': 'PEM' })).toEqual(['mode', 'ca']);
  expect(shown({ 'dataPool.tls.mode': 'none' }, [PATHS[3] ?? ''])).toEqual(['mode', 'clientCertificate']);
});
