/** `npm start`: builds what changed, starts the demo directory and the host, and stops what it started. */
import path from 'node:path';

import { startDemoDirectory } from './demo-directory.ts';
import { buildIfChanged } from './lib/build.ts';
import { startHost } from './lib/host-process.ts';
import { stopRequests } from './lib/stop-requests.ts';

try {
  buildIfChanged();
  process.exitCode = await run();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}

/** Runs until the host ends, or somebody asks for it. Returns the exit code. */
async function run(): Promise<number> {
  const stops = stopRequests();
  const directory = process.env['LDAP_URL'] ? undefined : await demoDirectory();
  try {
    const host = startHost(process.argv.slice(2), { ...process.env, ...directory?.environment });
    stops.onFirst(() => host.stop());
    stops.onSecond(() => host.kill());
    const code = await host.ended;
    return stops.requested ? 0 : code;
  } finally {
    await directory?.stop();
    if (stops.requested) console.log('Stopped.');
  }
}

async function demoDirectory() {
  const directory = await startDemoDirectory(path.join(process.env['DATA_DIR'] || '.data', 'demo-directory'));
  console.log(
    `Demo directory: ${directory.environment['LDAP_URL']} (about 1,000 people of a shipyard that does not exist)`,
  );
  return directory;
}
