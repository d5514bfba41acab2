import { Api } from './api.js';
import { CliError } from './cli-error.js';
import type { CommonOptions } from './command.js';
import { EXIT } from './exit-code.js';
import { openLocalClient } from './open-local-client.js';
import { RemoteClient } from './remote-client.js';
import { SyncClient } from './sync-client.js';
import type { Texts } from './texts.js';

/** The symbolic name of its process leads to the first job. */
const FIRST_JOB = 'LDAPAddonBatchSync';

export interface OpenClientOptions {
  readonly commonOptions: CommonOptions;
  readonly texts: Texts;
  readonly environment: Readonly<Record<string, string | undefined>>;
  askSecret(question: string): Promise<string | undefined>;
  /** Prints a message. */
  say(line: string): void;
}

/**
 * Opens the add-on: in the host given with `--host`, else in the host that has the embedded database open, else in this
 * process.
 */
export async function openClient(options: OpenClientOptions): Promise<SyncClient> {
  const { commonOptions, environment, texts } = options;
  const { timeout: timeoutSeconds, host, job = FIRST_JOB } = commonOptions;
  if (host !== undefined) return signIn(host, options);
  const opened = await openLocalClient(environment, job, {
    seconds: timeoutSeconds,
    onWait: (folder) => options.say(texts.t('wait.dataFolder', { folder })),
  });
  if (opened instanceof SyncClient) return opened;
  // No password is needed: the host stores a token in the data folder.
  const { url, token, dataFolder: foundIn } = opened;
  return new RemoteClient(new Api(url, { language: texts.language, token, timeoutSeconds, foundIn }), job, false);
}

async function signIn(url: string, options: OpenClientOptions): Promise<SyncClient> {
  const { commonOptions, texts, environment } = options;
  const token = environment['LDAP_BATCH_SYNC_TOKEN'];
  const { timeout: timeoutSeconds, job = FIRST_JOB } = commonOptions;
  const api = new Api(url, { language: texts.language, timeoutSeconds, ...(token && { token }) });
  if (token) return new RemoteClient(api, job, false);

  const { user } = commonOptions;
  const prompt = () => options.askSecret(texts.t('prompt.password', { user, url: api.url }));
  const password = environment['ADMIN_PASSWORD'] || (await prompt());
  if (!password) throw new CliError('PASSWORD_MISSING', { params: { user, url: api.url }, exitCode: EXIT.failed });
  await api.signIn(user, password);
  return new RemoteClient(api, job, true);
}
