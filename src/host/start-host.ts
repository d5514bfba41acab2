import type { NestExpressApplication } from '@nestjs/platform-express';
import type { DestinationStream } from 'pino';

import type { HostConfig } from './config/host-config.js';
import { roleIncludes } from './config/process-role.js';
import { createHost } from './create-host.js';
import { Accounts } from './session/accounts.service.js';
import { LocalCliToken } from './session/local-cli-token.service.js';

/** Signals that stop the host. */
export const SHUTDOWN_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** How long open requests may take to complete after a shutdown signal. */
const SHUTDOWN_TIMEOUT_MS = 5_000;

/**
 * Starts the host. Generates missing passwords, listens, and prints the addresses of the pages.
 *
 * @param print writes a line to the console.
 */
export async function startHost(
  config: HostConfig,
  print: (line: string) => void,
  logTo?: DestinationStream,
): Promise<NestExpressApplication> {
  const app = await createHost(config, logTo);
  app.enableShutdownHooks([...SHUTDOWN_SIGNALS], { useProcessExit: true });
  try {
    if (config.role !== 'worker') await printGeneratedPasswords(app, print);
    await app.listen(config.port, config.host);
  } catch (error) {
    await app.close();
    throw error;
  }
  closeConnectionsOnShutdown(app);
  const url = await app.getUrl();
  if (config.role !== 'worker') await app.get(LocalCliToken, { strict: false }).open(url);
  print(`Ready: ${addresses(config, url).join(' and ')}`);
  return app;
}

/** Called before anything else can fail, because the passwords cannot be read later. */
async function printGeneratedPasswords(app: NestExpressApplication, print: (line: string) => void): Promise<void> {
  const generated = await app.get(Accounts, { strict: false }).ensurePasswords();
  for (const { user, password } of generated)
    print(`Sign in as ${user} with the password ${password} (shown this once)`);
}

function addresses(config: HostConfig, url: string): string[] {
  const pages = (['admin', 'operator'] as const).filter((part) => roleIncludes(config.role, part));
  return pages.length > 0 ? pages.map((page) => `${url}/${page}`) : [`${url}/health`];
}

/** Closes hanging connections, so that they do not delay the shutdown. */
function closeConnectionsOnShutdown(app: NestExpressApplication): void {
  const server = app.getHttpServer();
  const close = server.close.bind(server);
  server.close = (done) => {
    setTimeout(() => server.closeAllConnections(), SHUTDOWN_TIMEOUT_MS).unref();
    return close(done);
  };
}
