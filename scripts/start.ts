/** `npm start`: builds if necessary, starts the demo directory and the host, and stops them at the end. */
import path from 'node:path';

import { startDemoDirectory, type DemoDirectory } from './demo-directory.ts';
import { buildIfChanged } from './lib/build.ts';
import { startHost } from './lib/host-process.ts';
import { stopRequests } from './lib/stop-requests.ts';

// By default, requests are not logged.
const environment: NodeJS.ProcessEnv = { LOG_LEVEL: 'warn', ...process.env };

try {
  await buildIfChanged();
  process.exitCode = await run();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}

/** Runs until the host ends or the user stops it. Returns the exit code. */
async function run(): Promise<number> {
  const stops = stopRequests();
  const directory = environment['LDAP_URL'] ? undefined : await demoDirectory();
  try {
    const host = startHost({
      args: process.argv.slice(2),
      environment: { ...environment, ...directory?.environment },
      onLine: (line) => console.log(line.startsWith('Ready: ') ? welcome(line) : line),
    });
    stops.onFirst(() => host.stop());
    stops.onSecond(() => host.kill());
    const code = await host.ended;
    return stops.requested ? 0 : code;
  } finally {
    await directory?.stop();
    if (stops.requested) console.log('Stopped.');
  }
}

async function demoDirectory(): Promise<DemoDirectory> {
  const directory = await startDemoDirectory(path.join(environment['DATA_DIR'] || '.data', 'demo-directory'));
  console.log(`Demo directory: ${directory.environment['LDAP_URL']}, with about 1,000 people`);
  return directory;
}

/** Instructions for new users, printed when the host is ready. */
function welcome(ready: string): string {
  const isOperator = ready.includes('/operator');
  const hasPages = isOperator || ready.includes('/admin');
  const signIn = `Sign in as admin${isOperator ? ' or as operator' : ''}. The passwords are shown once, at the first start.
To set new ones: ADMIN_PASSWORD=... OPERATOR_PASSWORD=... npm start\n`;
  const synchronize = 'Synchronize: in Operator, open Admin > Scheduled jobs and press Start. ';
  return `
${ready}
${hasPages ? signIn : ''}${isOperator ? synchronize : ''}Ctrl-C here stops everything.
`;
}
