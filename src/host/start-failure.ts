import { SyncError } from '../index.js';
import { ConfigurationError } from './config/configuration-error.js';
import { seedFailure } from './config/seed-failure.js';
import { DataFolderInUse } from './database/data-folder-lock.js';
import { EmbeddedDatabaseEnded } from './database/embedded/embedded-database-ended.js';

/** Describes why the host did not start. A problem that the user can solve is one sentence; others include the stack. */
export function startFailure(error: unknown): string {
  const invalid = seedFailure(error) ?? error;
  if (invalid instanceof ConfigurationError) return invalid.sentences;
  if (error instanceof DataFolderInUse || error instanceof EmbeddedDatabaseEnded || error instanceof SyncError)
    return error.message;
  return (
    describeSystemError(error as NodeJS.ErrnoException) ??
    (error instanceof Error ? (error.stack ?? error.message) : String(error))
  );
}

function describeSystemError({
  code,
  syscall,
  address,
  port,
}: NodeJS.ErrnoException & { address?: string; port?: number }): string | undefined {
  if (syscall === 'listen' && code === 'EADDRINUSE') {
    return `Port ${port} of ${address} is already in use. Set PORT to a free port.`;
  }
  if (syscall === 'listen')
    return `The host cannot listen on port ${port} of ${address} (${code}). Check HOST and PORT.`;
  if (code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === 'ETIMEDOUT') {
    return `The database of DATABASE_URL cannot be reached (${code}). Check the address and that PostgreSQL is running.`;
  }
  if (code === '28P01' || code === '28000')
    return `The database of DATABASE_URL rejected the user name or password (${code}).`;
  if (code === '3D000') return 'The database of DATABASE_URL does not exist. Create it first.';
  return undefined;
}
