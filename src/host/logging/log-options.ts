import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

import type { Params } from 'nestjs-pino';
import { destination, type DestinationStream, type LevelWithSilent } from 'pino';

import { errorDescription } from '../../index.js';

const SECRETS = [
  'password',
  'bindPassword',
  'clientKey',
  'token',
  'csrfToken',
  'authorization',
  'cookie',
  'settingsKey',
  'secretKey',
];

/** Writes structured log lines to standard error. Standard output is for messages to the user. */
export function logOptions(level: string, target: DestinationStream = destination(2)): Params {
  return {
    pinoHttp: [
      {
        level,
        genReqId: () => randomUUID(),
        customLogLevel: levelOf,
        redact: {
          paths: SECRETS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`, `*.*.*.${name}`]),
          censor: '[secret]',
        },
        serializers: {
          req: requestForLog,
          res: ({ statusCode }: ServerResponse) => ({ statusCode }),
          err: errorDescription,
        },
        wrapSerializers: false,
      },
      target,
    ],
  };
}

/** The health controller logs changes itself, so repeated failures of /health are not logged as errors. */
function levelOf(request: IncomingMessage, { statusCode }: ServerResponse, error?: Error): LevelWithSilent {
  if (statusCode === 503 && /^\/health\/?(\?|$)/.test(request.url ?? '')) return 'debug';
  // A call that is not available yet is no failure of the host.
  if (statusCode === 501) return 'debug';
  return error || statusCode >= 500 ? 'error' : 'debug';
}

/** Logs the path without the query, which may contain names of persons. */
function requestForLog({ id, method, url = '' }: IncomingMessage): object {
  return { id, method, path: url.replace(/\?.*$/s, '') };
}
