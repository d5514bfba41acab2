import type { Socket } from 'node:net';

import type { SyncError } from '../../contract/sync-error.js';
import { withTimeout } from '../../contract/with-timeout.js';
import { parseLdapUrl } from '../../settings/rules/ldap-url.js';
import type { DataPoolSettings } from '../../settings/schema/data-pool-settings.js';
import type { AllowedTargets } from './allowed-targets.js';
import * as fail from './directory-errors.js';
import * as tlsErrors from './tls-errors.js';
import { PagedClient } from './paged-client.js';
import { addressesTimeout, type Timeouts, UNBIND_TIMEOUT } from './timeouts.js';
import { errorWithoutSecret } from './without-secret.js';
import { openSocket, resolveHost, secureSocket, tlsOptions } from './transport.js';

/**
 * The way to one server: resolve, connect, secure, in this order. Each step throws a `SyncError`. A lost connection is not
 * re-established, because a paged search cannot be resumed.
 */
export class ServerConnection {
  private resolvedAddresses: readonly string[] = [];
  private readonly sockets: Socket[] = [];
  private client: PagedClient | undefined;
  private closed = false;
  private alert: Error | undefined;

  constructor(
    readonly url: string,
    protected readonly pool: DataPoolSettings,
    protected readonly timeouts: Timeouts,
    private readonly targets: AllowedTargets,
  ) {}

  async resolve(): Promise<void> {
    const server = parseLdapUrl(this.url);
    this.targets.assertServer(this.url, server);
    const found = await this.step(resolveHost(server.host), this.timeouts.connect, fail.connectFailed);
    if (found.length === 0) throw fail.hostNotFound(this.url);
    // The connection is made to these addresses: a name that resolves differently the next time changes nothing.
    this.resolvedAddresses = this.targets.allowed(this.url, server, found);
  }

  /** The addresses of the server; empty before `resolve`. */
  get addresses(): readonly string[] {
    return this.resolvedAddresses;
  }

  async connect(): Promise<void> {
    const { connect } = this.timeouts;
    const opening = openSocket(parseLdapUrl(this.url), this.resolvedAddresses, connect);
    // A connection that is established after its time-out is closed at once.
    opening.then((socket) => this.addSocket(socket)).catch(() => undefined);
    await this.step(opening, addressesTimeout(connect, this.resolvedAddresses.length), fail.connectFailed);
  }

  /** Starts TLS as configured in the data pool. */
  async secure(): Promise<void> {
    const { tls } = this.pool;
    const socket = this.openSocket();
    if (tls.mode === 'starttls') await this.startTls(socket);

    const used = tls.mode === 'none' ? socket : await this.handshake(socket);
    if (used !== socket) this.addSocket(used);
    this.client = await PagedClient.over(used);
    // ldapts removes earlier listeners.
    used.on('error', (error) => this.noteAlert(error));
  }

  /** Sends an unbind request, if the connection is still open, and closes it. */
  async unbind(): Promise<void> {
    if (this.client) await withTimeout(UNBIND_TIMEOUT, this.client.unbind()).catch(() => undefined);
    this.close();
  }

  /** Closes the connection at once; a pending request fails. Safe to call twice. */
  close(): void {
    this.closed = true;
    for (const socket of this.sockets) socket.destroy();
  }

  protected open(): PagedClient {
    if (!this.client || this.closed) throw fail.connectFailed(this.url, new Error('The connection was lost'));
    return this.client;
  }

  /** Waits for a response. The time counts from the last byte that arrived. Closes the connection when the step fails. */
  protected async step<T>(
    work: Promise<T>,
    milliseconds: number,
    failed: (url: string, cause: unknown) => SyncError,
  ): Promise<T> {
    try {
      return await withTimeout(milliseconds, work, () => this.client?.lastByteAt ?? 0);
    } catch (cause) {
      const error = this.endOfTls(cause) ?? failed(this.url, cause);
      this.close();
      throw errorWithoutSecret(error, this.secret);
    }
  }

  /** What must not appear in errors, whatever a library or a server repeats. */
  protected get secret(): string {
    return this.pool.bindPassword ?? '';
  }

  /** With TLS 1.3 a server refuses a client certificate after the handshake: by an alert, or by closing without a word. */
  private endOfTls(cause: unknown): SyncError | undefined {
    if (this.alert) return tlsErrors.tlsFailed(this.url, this.alert);
    const isUnanswered = !this.closed && this.pool.tls.mode !== 'none' && this.client?.lastByteAt === 0;
    const isClosed = isUnanswered && fail.isNoDirectory(fail.connectFailed(this.url, cause));
    return isClosed ? tlsErrors.closedAfterHandshake(this.url, cause) : undefined;
  }

  private async startTls(socket: Socket): Promise<void> {
    const plain = await PagedClient.over(socket);
    await this.step(plain.startTls(), this.timeouts.connect, tlsErrors.startTlsFailed);
  }

  protected handshake(socket: Socket): Promise<Socket> {
    return this.step(secureSocket(socket, this.tlsOptions()), this.timeouts.connect, this.handshakeFailed);
  }

  protected tlsOptions() {
    return tlsOptions(parseLdapUrl(this.url).host, this.pool.tls);
  }

  protected get handshakeFailed() {
    return this.pool.tls.mode === 'ldaps' ? tlsErrors.ldapsFailed : tlsErrors.tlsFailed;
  }

  private addSocket(socket: Socket): void {
    socket.on('error', () => undefined);
    if (this.closed) socket.destroy();
    this.sockets.push(socket);
  }

  private noteAlert(error: Error): void {
    if (tlsErrors.isAlert(error)) this.alert = error;
  }

  private openSocket(): Socket {
    const socket = this.sockets.at(-1);
    if (!socket || this.closed) throw fail.connectFailed(this.url, new Error('The connection was lost'));
    return socket;
  }
}
