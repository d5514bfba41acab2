import type { NestExpressApplication } from '@nestjs/platform-express';
import type { DestinationStream } from 'pino';

import type { HostConfig } from './config/host-config.js';
import { roleIncludes } from './config/process-role.js';
import { createHost } from './create-host.js';
import { Accounts } from './session/accounts.service.js';
import { LocalCliToken } from './session/local-cli-token.service.js';

/** How long open requests may take to end when the host is asked to. */
const PATIENCE_MS = 5_000;

/**
 * Starts the host: who signs in has a password, it listens, and it says where.
 *
 * @param say writes a line for the person who started it.
 */
export async function startHost(
  config: HostConfig,
  say: (line: string) => void,
  logTo?: DestinationStream,
): Promise<NestExpressApplication> {
  const app = await createHost(config, logTo);
  app.enableShutdownHooks(['SIGINT', 'SIGTERM', 'SIGHUP'], { useProcessExit: true });
  try {
    if (config.role !== 'worker') await showMadePasswords(app, say);
    await app.listen(config.port, config.host);
  } catch (error) {
    await app.close();
    throw error;
  }
  endConnectionsInTime(app);
  const url = await app.getUrl();
  if (config.role !== 'worker') await app.get(LocalCliToken, { strict: false }).open(url);
  say(`Ready: ${addresses(config, url).join(' and ')}`);
  return app;
}

/** Before anything else can fail: nobody can read them later. */
async function showMadePasswords(app: NestExpressApplication, say: (line: string) => void): Promise<void> {
  const made = await app.get(Accounts, { strict: false }).ensurePasswords();
  for (const { user, password } of made) say(`Sign in as ${user} with the password ${password} (shown this once)`);
}

function addresses(config: HostConfig, url: string): string[] {
  const pages = (['admin', 'operator'] as const).filter((part) => roleIncludes(config.role, part));
  return pages.length > 0 ? pages.map((page) => `${url}/${page}`) : [`${url}/health`];
}

/** A request that hangs does not keep the host from ending. */
function endConnectionsInTime(app: NestExpressApplication): void {
  const server = app.getHttpServer();
  const close = server.close.bind(server);
  server.close = (done) => {
    setTimeout(() => server.closeAllConnections(), PATIENCE_MS).unref();
    return close(done);
  };
}
