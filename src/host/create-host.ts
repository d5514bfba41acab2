import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { DestinationStream } from 'pino';

import type { HostConfig } from './config/host-config.js';
import { HostModule } from './host.module.js';
import { hardenHttp } from './http-hardening.js';
import { hostLogger } from './logging/host-logger.js';
import { serveOpenApi } from './open-api.js';
import { serveStaticFiles } from './pages/static-files.js';

/** The host, initialized and not listening yet. @param logTo where its log goes instead of standard error. */
export async function createHost(config: HostConfig, logTo?: DestinationStream): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(HostModule.forRoot(config, logTo), {
    bodyParser: false,
    // Who starts the host reports a failed start, in one sentence: nothing is printed or aborted here.
    abortOnError: false,
    bufferLogs: true,
    autoFlushLogs: false,
  });
  app.useLogger(await hostLogger(app));
  app.flushLogs();
  serveHttp(app, config);
  return app.init();
}

/** What an application needs besides its modules. */
export function serveHttp(app: NestExpressApplication, config: HostConfig): void {
  hardenHttp(app);
  serveStaticFiles(app);
  if (config.role !== 'worker') serveOpenApi(app);
}
