import { createServer } from 'node:net';

import { expect, it } from 'vitest';

import { openSocket } from '../../../src/directory/client/transport.js';
import { addressesTimeout } from '../../../src/directory/client/timeouts.js';

it('connects to the second address of a name when the first one refuses', async () => {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;

  const target = { scheme: 'ldap', host: 'ldap.corp.example', port } as const;
  const socket = await openSocket(target, ['127.0.0.7', '::1', '127.0.0.1'], 5_000);
  expect(socket.remoteAddress).toBe('127.0.0.1');
  socket.destroy();
  server.close();
});

it('gives every address a second, and the last one the whole time', () => {
  expect([1, 2, 30].map((addresses) => addressesTimeout(5_000, addresses))).toEqual([5_000, 6_000, 34_000]);
  expect(addressesTimeout(600, 2)).toBe(1_200);
});
