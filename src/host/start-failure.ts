import { SyncError } from '../index.js';
import { ConfigurationError } from './config/configuration-error.js';
import { DataFolderInUse } from './database/data-folder-lock.js';

/** Why the host did not start: a sentence for what people can put right, else all that is known. */
export function startFailure(error: unknown): string {
  if (error instanceof ConfigurationError) return `The host cannot start like this.\n${error.message}`;
  if (error instanceof DataFolderInUse || error instanceof SyncError) return error.message;
  return (
    ofSystem(error as NodeJS.ErrnoException) ??
    (error instanceof Error ? (error.stack ?? error.message) : String(error))
  );
}

function ofSystem({
  code,
  syscall,
  address,
  port,
}: NodeJS.ErrnoException & { address?: string; port?: number }): string | undefined {
  if (syscall === 'listen' && code === 'EADDRINUSE') {
    return `The port ${port} of ${address} is taken by another program. Set PORT to a free one.`;
  }
  if (syscall === 'listen')
    return `The host cannot listen on port ${port} of ${address} (${code}). Check HOST and PORT.`;
  if (code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === 'ETIMEDOUT') {
    return `The database of DATABASE_URL cannot be reached (${code}). Check the address, and whether PostgreSQL runs.`;
  }
  if (code === '28P01' || code === '28000') return `The database of DATABASE_URL refused user or password (${code}).`;
  if (code === '3D000') return 'The database that DATABASE_URL names does not exist. Create it first.';
  return undefined;
}
