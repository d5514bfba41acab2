import { Api } from './api.js';
import { CliError } from './cli-error.js';
import type { CommonOptions } from './command.js';
import { EXIT } from './exit-code.js';
import { openHere } from './open-here.js';
import { RemoteClient } from './remote-client.js';
import { SyncClient } from './sync-client.js';
import type { Texts } from './texts.js';

/** The job that commands are about: the first one, by the symbolic name of its process. */
const JOB = 'LDAPAddonBatchSync';

/** Who asks, and from where. */
export interface Asking {
  readonly options: CommonOptions;
  readonly texts: Texts;
  readonly environment: Readonly<Record<string, string | undefined>>;
  askSecret(question: string): Promise<string | undefined>;
}

/** The host that is named; else the one that holds the embedded database; else the add-on in this process. */
export async function openClient(asking: Asking): Promise<SyncClient> {
  const { options, environment } = asking;
  if (options.host !== undefined) return signIn(options.host, asking);
  const opened = await openHere(environment, JOB);
  if (opened instanceof SyncClient) return opened;
  // Who may read the data folder needs no password: the host left a token there.
  return new RemoteClient(new Api(opened.url, asking.texts.language, opened.token), JOB, false);
}

async function signIn(url: string, asking: Asking): Promise<SyncClient> {
  const { options, texts, environment } = asking;
  const token = environment['LDAP_BATCH_SYNC_TOKEN'];
  const api = new Api(url, texts.language, token);
  if (token) return new RemoteClient(api, JOB, false);

  const { user } = options;
  const ask = () => asking.askSecret(texts.t('prompt.password', { user, url: api.url }));
  const password = environment['ADMIN_PASSWORD'] || (await ask());
  if (!password) throw new CliError('PASSWORD_MISSING', { params: { user, url: api.url }, exitCode: EXIT.failed });
  await api.signIn(user, password);
  return new RemoteClient(api, JOB, true);
}
