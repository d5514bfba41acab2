import { Writable } from 'node:stream';

import { type Options, pinoHttp } from 'pino-http';
import { expect, it } from 'vitest';

import { logOptions } from '../../../src/host/logging/log-options.js';

it.each([
  'password',
  'bindPassword',
  'clientKey',
  'token',
  'csrfToken',
  'authorization',
  'cookie',
  'settingsKey',
  'secretKey',
])('never logs the value of %s, at any depth', (name) => {
  const lines: string[] = [];
  const target = new Writable({ write: (line: Buffer, _encoding, done) => (lines.push(String(line)), done()) });
  const [options] = logOptions('info', target).pinoHttp as [Options];
  const log = pinoHttp(options, target).logger;

  const secret = { [name]: 'correct horse' };
  log.info({
    ...secret,
    dataPool: { ...secret, url: 'ldap://one' },
    settings: { dataPool: { ...secret, tls: secret } },
  });

  expect(lines.join('')).toContain('ldap://one');
  expect(lines.join('')).not.toContain('correct horse');
});

it.each([
  [501, 'debug'],
  [500, 'error'],
  [503, 'error'],
  [404, 'debug'],
])('logs an answer with status %i at level %s', (statusCode, level) => {
  const [options] = logOptions('info').pinoHttp as [Options];
  expect(options.customLogLevel?.({ url: '/api/runs/1/cancel' } as never, { statusCode } as never)).toBe(level);
});
