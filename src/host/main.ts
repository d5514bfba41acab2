import 'reflect-metadata';

import { ConfigurationError } from './config/configuration-error.js';
import { readHostConfig } from './config/read-host-config.js';

const WRONG_USAGE = 2;
const FAILED = 1;

try {
  const config = readHostConfig(process.env, process.argv.slice(2));
  // Loaded afterwards: an invalid configuration is refused at once, and Node.js 24 sometimes hangs when a process exits
  // while the modules of the whole host are still being compiled in the background.
  const { EmbeddedDatabase } = await import('./database/embedded/embedded-database.service.js');
  const { exitAtDeadlineAfterSignal } = await import('./shutdown-deadline.js');
  const { startHost } = await import('./start-host.js');
  exitAtDeadlineAfterSignal((sentence) => process.stderr.write(`${sentence}\n`));
  const app = await startHost(config, (line) => process.stdout.write(`${line}\n`));
  // Without its database the host could only hang. A supervisor starts it again.
  void app.get(EmbeddedDatabase, { strict: false }).ended.then(exitWith);
} catch (error) {
  await exitWith(error);
}

async function exitWith(error: unknown): Promise<never> {
  if (error instanceof ConfigurationError) return exit(WRONG_USAGE, error.sentences);
  const { seedFailure } = await import('./config/seed-failure.js');
  const { startFailure } = await import('./start-failure.js');
  return exit(seedFailure(error) ? WRONG_USAGE : FAILED, startFailure(error));
}

function exit(code: number, text: string): never {
  process.stderr.write(`${text}\n`);
  process.exit(code);
}
