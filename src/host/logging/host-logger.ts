import type { INestApplicationContext } from '@nestjs/common';
import { Logger, PinoLogger } from 'nestjs-pino';

const NEST_AT_START = new Set(['NestFactory', 'InstanceLoader', 'RoutesResolver', 'RouterExplorer', 'NestApplication']);

/** The log, without the hundred lines in which Nest tells how it starts: those are for `LOG_LEVEL=debug`. */
class HostLogger extends Logger {
  override log(message: unknown, ...rest: unknown[]): void {
    if (NEST_AT_START.has(String(rest.at(-1)))) super.debug(message, ...rest);
    else super.log(message, ...rest);
  }

  /** That it cannot listen, Nest writes and throws: who started the host is told in a sentence. */
  override error(message: unknown, ...rest: unknown[]): void {
    if (rest.at(-1) === 'NestApplication' && String(message).startsWith('Error: listen '))
      super.debug(message, ...rest);
    else super.error(message, ...rest);
  }
}

export async function hostLogger(app: INestApplicationContext): Promise<Logger> {
  return new HostLogger(await app.resolve(PinoLogger), {});
}
