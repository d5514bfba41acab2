import { type CommonOptions, DEFAULT_TIMEOUT_SECONDS, DEFAULT_USER } from './command.js';

/** A command line to copy, which runs where the present one does: with its address, user and time-out. */
export function printedCommand(words: string, { host, user, timeout }: CommonOptions): string {
  const given = [
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
