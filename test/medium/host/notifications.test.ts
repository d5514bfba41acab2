import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { SMTPServer } from 'smtp-server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { MailChannel } from '../../../src/host/notifications/mail-channel.js';
import { WebhookChannel } from '../../../src/host/notifications/webhook-channel.js';
import type { SyncNotification } from '../../../src/index.js';

const SECRET = `whsec_${Buffer.from('a secret of at least 24 bytes').toString('base64')}`;
const PUBLIC_URL = 'https://idm.example.org';
const stopped: SyncNotification = {
  displayName: 'Synchronize: plant',
  id: '5f0c8f2e-0a53-4a3e-9b0e-7c5d9c1a0001',
  kind: 'run.failed',
  job: 'LDAPAddonBatchSync',
  at: new Date('2026-11-28T02:00:41.120Z'),
  expectedBy: null,
  run: {
    id: '5f0c8f2e-0a53-4a3e-9b0e-7c5d9c1a0002',
    status: 'failed',
    trigger: 'schedule',
    counts: { read: 180, updated: 0, problems: 3 },
    reason: { code: 'LDAP_BIND_REJECTED', params: { url: 'ldap://secret.example', bindDn: 'cn=reader,dc=example' } },
  },
};

interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

describe('the webhook', () => {
  let server: Server;
  let received: Received[];
  let status: number;
  beforeEach(async () => {
    [received, status] = [[], 204];
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (part: Buffer) => (body += part.toString()));
      request.on('end', () => {
        received.push({ headers: request.headers, body });
        response.writeHead(status, status === 302 ? { location: '/elsewhere' } : {}).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  const channel = (language = 'en') =>
    new WebhookChannel(
      { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, secret: SECRET },
      { language, publicUrl: PUBLIC_URL },
    );

  it('is signed over id, time and body', async () => {
    await channel().send(stopped);
    const [{ headers, body }] = received as [Received];
    const [id, time, signature] = ['id', 'timestamp', 'signature'].map((name) => String(headers[`webhook-${name}`]));
    expect(id).toBe(stopped.id);
    expect(Math.abs(Number(time) * 1000 - Date.now())).toBeLessThan(300_000);
    const key = Buffer.from(SECRET.slice('whsec_'.length), 'base64');
    expect(signature).toBe(`v1,${createHmac('sha256', key).update(`${id}.${time}.${body}`).digest('base64')}`);
  });

  it('says what happened, and contains no settings', async () => {
    await channel().send(stopped);
    expect(JSON.parse(received[0]?.body ?? '')).toMatchObject({
      type: 'run.failed',
      timestamp: '2026-11-28T02:00:41.120Z',
      data: {
        job: 'LDAPAddonBatchSync',
        run: { id: stopped.run?.id, status: 'failed', counts: { read: 180 } },
        reason: 'LDAP_BIND_REJECTED',
        title: 'Synchronize: plant: a run failed',
        url: `${PUBLIC_URL}/operator/runs/${stopped.run?.id}`,
      },
    });
    expect(received[0]?.body).not.toMatch(/secret\.example|cn=reader/);
  });

  it.each([302, 404, 500])('is sent again after status %i, and follows no redirect', async (answer) => {
    status = answer;
    await expect(channel().send(stopped)).rejects.toThrow(String(answer));
    expect(received).toHaveLength(1);
  });
});

describe('the mail', () => {
  let server: SMTPServer;
  let mails: { readonly to: readonly string[]; readonly text: string }[];
  let port: number;
  beforeEach(async () => {
    mails = [];
    server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onData(stream, session, done) {
        let text = '';
        stream.on('data', (part: Buffer) => (text += part.toString()));
        stream.on('end', () => {
          mails.push({ to: session.envelope.rcptTo.map(({ address }) => address), text });
          done();
        });
      },
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    port = (server.server.address() as AddressInfo).port;
  });
  afterEach(() => new Promise<void>((resolve) => server.close(() => resolve())));

  const channel = (language: string) =>
    new MailChannel(
      { server: `smtp://127.0.0.1:${port}`, from: 'idm@example.org', to: ['olga@example.org', 'oncall@example.org'] },
      { language, publicUrl: PUBLIC_URL },
    );

  it('arrives, with reason, counts and link', async () => {
    await channel('en').send(stopped);
    const [mail] = mails;
    expect(mail?.to).toEqual(['olga@example.org', 'oncall@example.org']);
    expect(mail?.text).toContain('Subject: Synchronize: plant: a run failed');
    expect(mail?.text).toContain(`Message-ID: <${stopped.id}@ldap-addon-batch-sync>`);
    expect(mail?.text).toContain('The directory rejected the sign-in.');
    expect(mail?.text).toContain('Read: 180');
    expect(mail?.text).toContain(`${PUBLIC_URL}/operator/runs/${stopped.run?.id}`);
    expect(mail?.text).not.toMatch(/secret\.example|cn=reader/);
  });

  it('is in the configured language', async () => {
    await channel('de').send({
      ...stopped,
      kind: 'job.overdue',
      run: null,
      expectedBy: new Date('2026-11-28T03:00:00Z'),
    });
    expect(mails[0]?.text).toContain('Subject: Synchronize: plant: kein erfolgreicher Lauf');
    expect(mails[0]?.text).toContain('2026-11-28 03:00:00 UTC');
  });
});
