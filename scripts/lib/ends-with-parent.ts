import { existsSync } from 'node:fs';

/**
 * The command that runs a program and terminates it when this process ends for any reason: setpriv from util-linux asks
 * the kernel for it. Where there is no setpriv, the program itself.
 *
 * @param options further options of setpriv, such as the user to run as.
 */
export function endsWithParent(
  program: string,
  args: readonly string[],
  options: readonly string[] = [],
): [string, string[]] {
  const setpriv = ['/usr/bin/setpriv', '/bin/setpriv'].find((path) => existsSync(path));
  return setpriv ? [setpriv, [...options, '--pdeathsig', 'TERM', program, ...args]] : [program, [...args]];
}
