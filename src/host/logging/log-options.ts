import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

import type { Params } from 'nestjs-pino';
import { destination, type DestinationStream, type LevelWithSilent } from 'pino';

import { errorDescription } from '../../index.js';

const SECRETS = [
  'password',
  'bindPassword',
  'token',
  'csrfToken',
  'authorization',
  'cookie',
  'settingsKey',
  'secretKey',
];

/** Structured lines on standard error; standard output is for people. */
export function logOptions(level: string, target: DestinationStream = destination(2)): Params {
  return {
    pinoHttp: [
      {
        level,
        genReqId: () => randomUUID(),
        customLogLevel: levelOf,
        redact: { paths: SECRETS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[secret]' },
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

/** What /health found is told once, when it changes: monitoring asks again and again. */
function levelOf(request: IncomingMessage, { statusCode }: ServerResponse, error?: Error): LevelWithSilent {
  if (statusCode === 503 && /^\/health\/?(\?|$)/.test(request.url ?? '')) return 'debug';
  return error || statusCode >= 500 ? 'error' : 'debug';
}

/** The path alone: what is searched for stands behind the question mark, and is somebody's name. */
function requestForLog({ id, method, url = '' }: IncomingMessage): object {
  return { id, method, path: url.replace(/\?.*$/s, '') };
}
