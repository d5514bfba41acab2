import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { afterEach, describe, expect, it } from 'vitest';

import { Api } from '../../../src/cli/api.js';
import { RemoteClient } from '../../../src/cli/remote-client.js';

let server: Server | undefined;

/** A host with a prepared response. */
async function aHost(answer: RequestListener, timeoutSeconds = 30): Promise<RemoteClient> {
  server = createServer(answer);
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return new RemoteClient(
    new Api(`http://127.0.0.1:${port}`, { language: 'de', token: 'a-token', timeoutSeconds }),
    'LDAPAddonBatchSync',
    false,
    100,
  );
}

afterEach(async () => {
  server?.closeAllConnections();
  await new Promise((resolve) => server?.close(resolve));
});

const json = (status: number, body: unknown): RequestListener => {
  return (_request, response) => void response.writeHead(status).end(JSON.stringify(body));
};

describe('the client of a host', () => {
  it.each([
    [401, { code: 'NOT_SIGNED_IN' }, 'HOST_SIGN_IN_REFUSED'],
    [403, { code: 'NOT_ALLOWED' }, 'HOST_NOT_ALLOWED'],
    [429, { code: 'TOO_MANY_ATTEMPTS' }, 'HOST_TOO_MANY_TRIES'],
    [404, { code: 'RUN_NOT_FOUND' }, 'RUN_NOT_FOUND'],
    [409, { code: 'SOMETHING_NEWER', message: 'Etwas Neueres.' }, 'SOMETHING_NEWER'],
    [502, 'a page of a proxy', 'HOST_ANSWER_UNKNOWN'],
  ])('converts status %i to an error', async (status, body, code) => {
    const client = await aHost(json(status, body));
    await expect(client.run('x')).rejects.toMatchObject({ code, exitCode: 1 });
  });

  it('finds nobody not seen with an older host, which does not know the path', async () => {
    const client = await aHost(json(404, { code: 'NOT_FOUND' }));
    expect(await client.notSeen('x')).toEqual({ items: [], nextCursor: null });
  });

  it.each([
    ['that changed', { changedSections: ['search'] }, 200, { sections: ['search'], changes: [] }],
    ['without any change', { changedSections: [] }, 404, { sections: [], changes: [] }],
    ['of an older host, which does not compare them', {}, 404, { sections: [], changes: [] }],
    ['of an older host, which does not know the path', { changedSections: ['search'] }, 404, undefined],
  ])('asks for settings %s', async (_name, job, status, expected) => {
    const jobs = [{ name: 'other' }, { name: 'first', symbolicName: 'LDAPAddonBatchSync', ...job }];
    const client = await aHost(({ url = '' }, response) => {
      const isList = url.endsWith('/batch-synchronizations');
      const body = isList ? jobs : status === 200 ? { changes: [] } : { code: 'NOT_FOUND' };
      response.writeHead(isList ? 200 : status).end(JSON.stringify(body));
    });
    expect(await client.changedSettings()).toEqual(expected);
  });

  it('rejects a server that is not a host', async () => {
    const client = await aHost((_request, response) => void response.end('<!doctype html>'));
    await expect(client.settings()).rejects.toMatchObject({ code: 'HOST_ANSWER_UNKNOWN' });
  });

  it('does not send its token to the target of a redirect', async () => {
    const client = await aHost((_request, response) => void response.writeHead(302, { location: '/elsewhere' }).end());
    await expect(client.run('x')).rejects.toMatchObject({ code: 'HOST_UNREACHABLE' });
  });

  it('sends token and language', async () => {
    let headers = {};
    const client = await aHost((request, response) => {
      headers = request.headers;
      response.end(JSON.stringify({ queuedAt: '2026-01-01T00:00:00Z', startedAt: null, endedAt: null }));
    });
    expect(await client.run('x')).toMatchObject({ queuedAt: new Date('2026-01-01T00:00:00Z'), startedAt: null });
    expect(headers).toMatchObject({ authorization: 'Bearer a-token', 'accept-language': 'de' });
  });

  it('follows a run when the connection breaks', async () => {
    let connections = 0;
    const client = await aHost((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(`event: progress\ndata: {"read":${(connections += 1)}}\n\n`);
      if (connections === 1) setImmediate(() => response.destroy());
      else response.end('event: end\ndata: {}\n\n');
    });
    const seen: unknown[] = [];
    for await (const progress of client.progress('x', new AbortController().signal)) seen.push(progress);
    expect(seen).toEqual([{ read: 1 }, { read: 2 }]);
  });

  it('does not wait for a host that accepts connections and does not answer', async () => {
    const client = await aHost(() => {}, 1);
    const error = { code: 'HOST_TIMED_OUT', params: { seconds: 1 }, exitCode: 1 };

    await expect(client.run('x')).rejects.toMatchObject(error);
    await expect(client.progress('x', new AbortController().signal).next()).rejects.toMatchObject(error);
  });

  it('does not wait for the rest of an answer', async () => {
    const client = await aHost((_request, response) => void response.writeHead(200).write('{'), 1);

    await expect(client.run('x')).rejects.toMatchObject({ code: 'HOST_TIMED_OUT' });
  });

  it('opens a stream again when the host falls silent, not while it sends comments', async () => {
    let connections = 0;
    const client = await aHost((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      connections += 1;
      if (connections === 1) {
        response.write('event: progress\ndata: {"read":1}\n\n');
        return;
      }
      const comments = setInterval(() => response.write(': heartbeat\n\n'), 20);
      setTimeout(() => {
        clearInterval(comments);
        response.end('event: end\ndata: {}\n\n');
      }, 500);
    });

    const seen: unknown[] = [];
    for await (const progress of client.progress('x', new AbortController().signal)) seen.push(progress);
    expect({ seen, connections }).toEqual({ seen: [{ read: 1 }], connections: 2 });
  });

  it.each(['not an address', 'ftp://127.0.0.1', 'http://ada:secret@127.0.0.1'])('refuses "%s"', (url) => {
    const options = { language: 'en', timeoutSeconds: 30 };
    expect(() => new Api(url, options)).toThrow(expect.objectContaining({ code: 'HOST_URL_INVALID', exitCode: 2 }));
    expect(() => new Api(url, options)).not.toThrow(/secret/);
  });
});
