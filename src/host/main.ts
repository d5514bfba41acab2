import 'reflect-metadata';

import { ConfigurationError } from './config/configuration-error.js';
import { seedFailure } from './config/seed-failure.js';
import { readHostConfig } from './config/read-host-config.js';
import { startFailure } from './start-failure.js';
import { startHost } from './start-host.js';

const WRONG_USAGE = 2;
const FAILED = 1;

try {
  const config = readHostConfig(process.env, process.argv.slice(2));
  await startHost(config, (line) => process.stdout.write(`${line}\n`));
} catch (error) {
  process.stderr.write(`${startFailure(error)}\n`);
  process.exit((seedFailure(error) ?? error) instanceof ConfigurationError ? WRONG_USAGE : FAILED);
}
