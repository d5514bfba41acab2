import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { DestinationStream } from 'pino';

import type { HostConfig } from './config/host-config.js';
import { HostModule } from './host.module.js';
import { hardenHttp } from './http-hardening.js';
import { hostLogger } from './logging/host-logger.js';
import { serveOpenApi } from './open-api/open-api-document.js';
import { serveStaticFiles } from './pages/static-files.js';

/** Creates and initializes the host without listening. @param logTo replaces standard error as the log's destination. */
export async function createHost(config: HostConfig, logTo?: DestinationStream): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(HostModule.forRoot(config, logTo), {
    bodyParser: false,
    // The caller reports a failed start.
    abortOnError: false,
    bufferLogs: true,
    autoFlushLogs: false,
  });
  app.useLogger(await hostLogger(app));
  app.flushLogs();
  serveHttp(app, config);
  return app.init();
}

/** Configures the HTTP side of the application. */
export function serveHttp(app: NestExpressApplication, config: HostConfig): void {
  hardenHttp(app, config.trustedProxies);
  serveStaticFiles(app);
  if (config.role !== 'worker') serveOpenApi(app);
}
