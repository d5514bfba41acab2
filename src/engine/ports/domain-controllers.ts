import type { DomainControllerList } from '../../contract/domain-controllers.js';
import type { DirectorySource } from '../../settings/schema/directory-source.js';

/** Finds the domain controllers of an Active Directory domain. */
export abstract class DomainControllers {
  /**
   * Asks DNS, then a server of the data pool. Ends within `DOMAIN_CONTROLLERS_MS`. Throws `DOMAIN_CONTROLLERS_NOT_FOUND` if
   * neither names one.
   *
   * @param domain DNS name; absent: the one that the data pool belongs to, by its bind user and servers, or by the directory.
   */
  abstract list(source: DirectorySource, domain?: string): Promise<DomainControllerList>;
}

export const DOMAIN_CONTROLLERS_MS = 10_000;
