import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { MikroORM } from '@mikro-orm/core';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';

import { BatchSyncJobs } from '../../../src/index.js';
import { createDatabase, type TestDatabase } from '../../services/postgres.js';
import { Directory } from '../module/a-directory.js';
import { Client, givenPasswords, type RealHost, realHost } from './real-host.js';

const JOB = 'LDAPAddonBatchSync';
const KEY = Buffer.from('a secret of at least 24 bytes');
const SOON = { timeout: 60_000, interval: 100 };
const PUBLIC_URL = 'https://idm.example.org';

let directory: Directory;
let database: TestDatabase;
let webhook: Server;
let smtp: SMTPServer;
let host: RealHost;
let operator: Client;
const posts: { readonly headers: IncomingHttpHeaders; readonly body: string }[] = [];
const mails: string[] = [];

beforeAll(async () => {
  webhook = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      posts.push({ headers: request.headers, body });
      response.writeHead(204).end();
    });
  });
  smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _session, done) {
      let text = '';
      stream.on('data', (part: Buffer) => (text += part.toString()));
      stream.on('end', () => {
        mails.push(text.replaceAll('=\r\n', ''));
        done();
      });
    },
  });
  await new Promise<void>((resolve) => webhook.listen(0, '127.0.0.1', resolve));
  await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', resolve));
  directory = await Directory.withPeople(200);
  database = await createDatabase();
  const { url, readerDn, readerPassword, baseDn } = directory.slapd;
  host = await realHost({
    ...givenPasswords,
    DATABASE_URL: database.url,
    SETTINGS_KEY: 'a settings key for tests, 0123456789',
    LDAP_URL: url,
    LDAP_BIND_DN: readerDn,
    LDAP_BIND_PASSWORD: readerPassword,
    LDAP_BASE_DN: baseDn,
    LDAP_FILTER: '(objectClass=inetOrgPerson)',
    PUBLIC_URL,
    NOTIFY_WEBHOOK_URL: `http://127.0.0.1:${(webhook.address() as AddressInfo).port}/hook`,
    NOTIFY_WEBHOOK_SECRET: `whsec_${KEY.toString('base64')}`,
    NOTIFY_SMTP_URL: `smtp://127.0.0.1:${(smtp.server.address() as AddressInfo).port}`,
    NOTIFY_MAIL_FROM: 'idm@example.org',
    NOTIFY_MAIL_TO: 'olga@example.org',
  });
  operator = await Client.signIn(host, 'operator');
});
afterAll(async () => {
  await host?.stop();
  await database?.drop();
  await directory?.stop();
  await new Promise((resolve) => webhook.close(resolve));
  await new Promise<void>((resolve) => smtp.close(() => resolve()));
});

async function run() {
  const { body } = await operator.post(`batch-synchronizations/${JOB}/runs`, { mode: 'apply' }).expect(202);
  const shown = async () => (await operator.get(`runs/${body.id}`).expect(200)).body;
  await vi.waitUntil(async () => (await shown()).endedAt !== null, SOON);
  return shown();
}

async function save(settings: Readonly<Record<string, unknown>>): Promise<void> {
  const jobs = host.app.get(BatchSyncJobs, { strict: false });
  expect(await jobs.saveSettings(JOB, { changedBy: null, settings })).toMatchObject({ ok: true });
}

const postsAbout = (runId: string) => posts.filter(({ body }) => JSON.parse(body).data.run?.id === runId);
const mailsAbout = (runId: string) => mails.filter((text) => text.includes(`${PUBLIC_URL}/operator/runs/${runId}`));

async function expectTold(runId: string, type: string, subject: string, sentence: string): Promise<void> {
  await vi.waitUntil(() => postsAbout(runId).length > 0 && mailsAbout(runId).length > 0, SOON);
  const [{ headers, body }] = postsAbout(runId) as [(typeof posts)[number]];
  const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
  expect(headers['webhook-signature']).toBe(`v1,${createHmac('sha256', KEY).update(signed).digest('base64')}`);
  expect(JSON.parse(body)).toMatchObject({ type, data: { title: subject } });
  expect(mailsAbout(runId)[0]).toContain(`Subject: ${subject}`);
  expect(mailsAbout(runId)[0]).toContain(sentence);
}

it('runs that need attention are told once by webhook and once by mail, and others are not', async () => {
  expect(await run()).toMatchObject({ status: 'succeeded', counts: { created: 200 } });

  await save({ dataPool: { filter: '(uid=*1)' } });
  const stopped = await run();
  expect(stopped.status).toBe('stopped');
  await expectTold(stopped.id, 'run.stopped', `${JOB}: a run was stopped`, 'before anything was changed');

  await directory.slapd.stop();
  const failed = await run();
  expect(failed.status).toBe('failed');
  await expectTold(failed.id, 'run.failed', `${JOB}: a run failed`, 'The directory server cannot be reached.');

  const em = host.app.get(MikroORM).em.fork() as SqlEntityManager;
  const stored = () =>
    em.execute<{ sent: boolean }[]>('select finished_at is not null as sent from batch_notification');
  await vi.waitUntil(async () => (await stored()).every(({ sent }) => sent), SOON);
  expect(await stored()).toHaveLength(2);
  expect(posts.map(({ body }) => JSON.parse(body).data.run.id)).toEqual([stopped.id, failed.id]);
  expect(mails).toHaveLength(2);
});
