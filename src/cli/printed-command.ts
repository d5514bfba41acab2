import { type CommonOptions, DEFAULT_TIMEOUT_SECONDS, DEFAULT_USER } from './command.js';

type GivenOptions = Pick<CommonOptions, 'host' | 'user' | 'timeout'> & { readonly job?: string | undefined };

/** A command line to copy, which runs where the present one does: with its job, address, user and time-out. */
export function printedCommand(words: string, { job, host, user, timeout }: GivenOptions): string {
  const given = [
    ...(job === undefined ? [] : ['--job', quoted(job)]),
    ...(host === undefined ? [] : ['--host', quoted(host)]),
    ...(user === DEFAULT_USER ? [] : ['--user', quoted(user)]),
    ...(timeout === DEFAULT_TIMEOUT_SECONDS ? [] : ['--timeout', String(timeout)]),
  ];
  return ['ldap-batch-sync', words, ...given].join(' ');
}

/** As a shell takes it for one word. */
function quoted(value: string): string {
  return /^[\w@%+=:,./-]+$/.test(value) ? value : `'${value.replaceAll("'", String.raw`'\''`)}'`;
}
