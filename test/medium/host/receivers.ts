import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { SMTPServer } from 'smtp-server';
import { expect, vi } from 'vitest';

const KEY = Buffer.from('a secret of at least 24 bytes');
const PUBLIC_URL = 'https://idm.example.org';
const SOON = { timeout: 120_000, interval: 100 };

interface Post {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A real webhook and a real SMTP server, and what they have received. */
export class Receivers {
  readonly mails: string[] = [];
  readonly posts: Post[] = [];
  private readonly webhook: Server;
  private readonly smtp: SMTPServer;

  static async start(): Promise<Receivers> {
    const receivers = new Receivers();
    await new Promise<void>((resolve) => receivers.webhook.listen(0, '127.0.0.1', resolve));
    await new Promise<void>((resolve) => receivers.smtp.listen(0, '127.0.0.1', resolve));
    return receivers;
  }

  private constructor() {
    this.webhook = createServer((request, response) => {
      let body = '';
      request.on('data', (part: Buffer) => (body += part.toString()));
      request.on('end', () => {
        this.posts.push({ headers: request.headers, body });
        response.writeHead(204).end();
      });
    });
    this.smtp = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onData: (stream, _session, done) => {
        let text = '';
        stream.on('data', (part: Buffer) => (text += part.toString()));
        stream.on('end', () => {
          this.mails.push(text.replaceAll('=\r\n', ''));
          done();
        });
      },
    });
  }

  /** Variables of a host that tells them. */
  get environment(): Record<string, string> {
    return {
      PUBLIC_URL,
      NOTIFY_WEBHOOK_URL: `http://127.0.0.1:${(this.webhook.address() as AddressInfo).port}/hook`,
      NOTIFY_WEBHOOK_SECRET: `whsec_${KEY.toString('base64')}`,
      NOTIFY_SMTP_URL: `smtp://127.0.0.1:${(this.smtp.server.address() as AddressInfo).port}`,
      NOTIFY_MAIL_FROM: 'idm@example.org',
      NOTIFY_MAIL_TO: 'olga@example.org',
    };
  }

  /** The messages that the webhook has received. */
  get messages(): readonly {
    readonly type: string;
    readonly data: { readonly run: { readonly id: string } | null };
  }[] {
    return this.posts.map(({ body }) => JSON.parse(body));
  }

  async stop(): Promise<void> {
    await new Promise((resolve) => this.webhook.close(resolve));
    await new Promise<void>((resolve) => this.smtp.close(() => resolve()));
  }
}

/** Waits for a signed post and for a mail that lead to a page of Operator, and expects one of each. */
export async function expectTold(
  { posts, mails }: Receivers,
  page: string,
  { type, subject, sentence }: { readonly type: string; readonly subject: string; readonly sentence: string },
): Promise<void> {
  const url = `${PUBLIC_URL}/operator/${page}`;
  const postsThere = () => posts.filter(({ body }) => JSON.parse(body).data.url === url);
  const mailsThere = () => mails.filter((text) => text.includes(url));
  await vi.waitUntil(() => postsThere().length > 0 && mailsThere().length > 0, SOON);
  expect([postsThere().length, mailsThere().length]).toEqual([1, 1]);
  const [{ headers, body }] = postsThere() as [Post];
  const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
  expect(headers['webhook-signature']).toBe(`v1,${createHmac('sha256', KEY).update(signed).digest('base64')}`);
  expect(JSON.parse(body)).toMatchObject({ type, data: { title: subject } });
  // Long header fields are folded (RFC 5322).
  expect(mailsThere()[0]?.replaceAll(/\r?\n /g, ' ')).toContain(`Subject: ${subject}`);
  expect(mailsThere()[0]).toContain(sentence);
}
