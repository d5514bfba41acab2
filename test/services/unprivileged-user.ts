import { spawnSync } from 'node:child_process';

/** A user of this machine. */
export interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/**
 * Whom a server runs as that refuses to run as root: the first of `names` that exists; undefined when this process is not
 * root.
 */
export function unprivilegedUser(names: readonly string[]): Owner | undefined {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of names) {
    const uid = spawnSync('id', ['-u', name], { encoding: 'utf8' });
    const gid = spawnSync('id', ['-g', name], { encoding: 'utf8' });
    if (uid.status === 0 && gid.status === 0) return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  }
  throw new Error(
    `The server does not run as root, and there is no user ${names.map((name) => `"${name}"`).join(' or ')}.`,
  );
}

/** Options of setpriv to run a program as `owner`. */
export function identityOf(owner: Owner | undefined): readonly string[] {
  return owner ? [`--reuid=${owner.uid}`, `--regid=${owner.gid}`, '--clear-groups'] : [];
}

/** The command that runs `command` as `owner`. */
export function asOwner(owner: Owner | undefined, command: readonly string[]): readonly string[] {
  return owner ? ['setpriv', ...identityOf(owner), ...command] : command;
}
