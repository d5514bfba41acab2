import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

const HOST = join(import.meta.dirname, '../../../dist/host/main.js');

/** Starts the built host on a free port. */
export async function startHost(environment: Readonly<Record<string, string>>) {
  const env = { ...process.env, PORT: '0', LOG_LEVEL: 'warn', ...environment };
  const host = spawn(process.execPath, [HOST], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  return { host, url: await addressOf(host) };
}

async function addressOf(host: ChildProcess): Promise<string> {
  let said = '';
  for await (const text of host.stdout!.setEncoding('utf8')) {
    said += text as string;
    const found = /http:\/\/[\d.]+:\d+/.exec(said);
    if (found) return found[0];
  }
  throw new Error(`The host did not start: ${said}`);
}
