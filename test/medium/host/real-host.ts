import { Writable } from 'node:stream';

import request from 'supertest';

import { readHostConfig } from '../../../src/host/config/read-host-config.js';
import { startHost } from '../../../src/host/start-host.js';
import { DocumentedAnswers } from './documented-answers.js';
import { PASSWORDS } from './fake-host.js';

/** A host with the real add-on, listening on a free port. */
export async function realHost(environment: Record<string, string>) {
  const config = readHostConfig({ PORT: '0', TRUSTED_PROXIES: 'loopback', LOG_LEVEL: 'trace', ...environment });
  const log: string[] = [];
  const said: string[] = [];
  const logTo = new Writable({ write: (line: Buffer, _encoding, done) => (log.push(line.toString()), done()) });
  const app = await startHost(config, (line) => said.push(line), logTo);
  const url = await app.getUrl();
  const answers = config.role === 'worker' ? undefined : new DocumentedAnswers(app);
  const stop = async () => {
    await app.close();
    answers?.assertAsDocumented();
  };
  return { app, url, said, log: () => log.join(''), http: () => request(url), stop };
}

export type RealHost = Awaited<ReturnType<typeof realHost>>;

export const givenPasswords = { ADMIN_PASSWORD: PASSWORDS.admin, OPERATOR_PASSWORD: PASSWORDS.operator };

/** An API client that is signed in to a host. */
export class Client {
  private constructor(
    private readonly url: string,
    private readonly token: string,
  ) {}

  static async signIn({ url }: RealHost, user: keyof typeof PASSWORDS, password = PASSWORDS[user]): Promise<Client> {
    const { body } = await request(url).post('/api/session').send({ user, password }).expect(201);
    return new Client(url, body.token);
  }

  /** A client with the same session at another host. */
  at({ url }: RealHost): Client {
    return new Client(url, this.token);
  }

  get(path: string) {
    return request(this.url).get(`/api/${path}`).auth(this.token, { type: 'bearer' });
  }

  put(path: string, body: object) {
    return request(this.url).put(`/api/${path}`).auth(this.token, { type: 'bearer' }).send(body);
  }

  post(path: string, body: object = {}) {
    return request(this.url).post(`/api/${path}`).auth(this.token, { type: 'bearer' }).send(body);
  }

  signOut() {
    return request(this.url).delete('/api/session').auth(this.token, { type: 'bearer' });
  }
}
