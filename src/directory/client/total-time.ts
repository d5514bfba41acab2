import { TimeoutExceeded } from '../../contract/with-timeout.js';
import type { DirectoryConnection } from './directory-connection.js';
import { connectFailed } from './directory-errors.js';

/** The time that all servers of a data pool have together. It begins when this is created. */
export class TotalTime {
  readonly signal: AbortSignal;

  constructor(private readonly milliseconds: number) {
    this.signal = AbortSignal.timeout(milliseconds);
  }

  /** Closes the connection and throws `LDAP_TIMEOUT` if the time ends before the work; at once if it has ended. */
  async of<T>(connection: DirectoryConnection, work: () => Promise<T>): Promise<T> {
    const { promise: ended, reject } = Promise.withResolvers<never>();
    const end = () => {
      connection.close();
      reject(connectFailed(connection.url, new TimeoutExceeded(this.milliseconds)));
    };
    if (this.signal.aborted) end();
    else this.signal.addEventListener('abort', end, { once: true });
    try {
      return await (this.signal.aborted ? ended : Promise.race([work(), ended]));
    } finally {
      this.signal.removeEventListener('abort', end);
    }
  }
}
