import type { INestApplicationContext } from '@nestjs/common';
import { Logger, PinoLogger } from 'nestjs-pino';

const START_CONTEXTS = new Set([
  'NestFactory',
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'NestApplication',
]);

/** Logs the start messages of Nest at level `debug`. */
class HostLogger extends Logger {
  override log(message: unknown, ...rest: unknown[]): void {
    if (START_CONTEXTS.has(String(rest.at(-1)))) super.debug(message, ...rest);
    else super.log(message, ...rest);
  }

  /** Nest logs and throws the error when it cannot listen. The caller reports it, so it is logged at level `debug`. */
  override error(message: unknown, ...rest: unknown[]): void {
    if (rest.at(-1) === 'NestApplication' && String(message).startsWith('Error: listen '))
      super.debug(message, ...rest);
    else super.error(message, ...rest);
  }
}

export async function hostLogger(app: INestApplicationContext): Promise<Logger> {
  return new HostLogger(await app.resolve(PinoLogger), {});
}
