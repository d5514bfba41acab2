import { CliError } from './cli-error.js';
import { EXIT } from './exit-code.js';
import { nameOf, toLocalError, userName } from './open-local-client.js';

type Environment = Readonly<Record<string, string | undefined>>;
interface RekeyReport {
  readonly reencrypted: number;
  readonly unchanged: number;
}

/** Encrypts the secrets in this process. It needs the database for itself. */
export async function rekeyLocally(
  environment: Environment,
  askOldKey: () => Promise<string | undefined>,
): Promise<RekeyReport> {
  const { rekeyHost } = await loadRekey();
  try {
    return await rekeyHost({ environment, user: userName(), askOldKey });
  } catch (error) {
    if (nameOf(error) !== 'DataFolderInUse') throw await toLocalError(error);
    throw new CliError('REKEY_HOST_RUNNING', { exitCode: EXIT.failed, cause: error });
  }
}

async function loadRekey(): Promise<typeof import('../host/rekey/rekey-host.js')> {
  try {
    return await import('../host/rekey/rekey-host.js');
  } catch (cause) {
    const isMissing = (cause as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND';
    throw isMissing ? new CliError('LOCAL_UNAVAILABLE', { exitCode: EXIT.wrongUsage, cause }) : cause;
  }
}
