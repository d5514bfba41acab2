import 'reflect-metadata';

import { ConfigurationError } from './config/configuration-error.js';
import { seedFailure } from './config/seed-failure.js';
import { readHostConfig } from './config/read-host-config.js';
import { EmbeddedDatabase } from './database/embedded/embedded-database.service.js';
import { exitAtDeadlineAfterSignal } from './shutdown-deadline.js';
import { startFailure } from './start-failure.js';
import { startHost } from './start-host.js';

const WRONG_USAGE = 2;
const FAILED = 1;

try {
  const config = readHostConfig(process.env, process.argv.slice(2));
  exitAtDeadlineAfterSignal((sentence) => process.stderr.write(`${sentence}\n`));
  const app = await startHost(config, (line) => process.stdout.write(`${line}\n`));
  // Without its database the host could only hang. A supervisor starts it again.
  void app.get(EmbeddedDatabase, { strict: false }).ended.then(exitWith);
} catch (error) {
  exitWith(error);
}

function exitWith(error: unknown): never {
  process.stderr.write(`${startFailure(error)}\n`);
  process.exit((seedFailure(error) ?? error) instanceof ConfigurationError ? WRONG_USAGE : FAILED);
}
