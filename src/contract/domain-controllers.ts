/** A domain controller of Active Directory that a data pool could use. */
export interface DomainController {
  /** As it would stand among the servers of the data pool. */
  readonly url: string;
  readonly host: string;
  /** Of DNS (RFC 2782): lower ones are preferred. Null if only the directory names the server. */
  readonly priority: number | null;
  /** The site of Active Directory; null if only DNS names the server. */
  readonly site: string | null;
  /** Whether the host permits connections to it. */
  readonly isAllowed: boolean;
  /** Whether it is one of the servers of the data pool already. */
  readonly isUsed: boolean;
}

export interface DomainControllerList {
  /** The DNS name of the domain. */
  readonly domain: string;
  /** Where the list comes from: the records of DNS, or the sites in the configuration of the directory. */
  readonly source: 'dns' | 'directory';
  /** At most 100, the preferred ones first. */
  readonly controllers: readonly DomainController[];
}

export interface DomainControllersRequest {
  /** Unsaved settings, all or a part, as in a save. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** DNS name. @default the domain of the data pool, by its bind user and servers, or by the directory */
  readonly domain?: string;
}
