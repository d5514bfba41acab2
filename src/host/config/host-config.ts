import type { ProcessRole } from './process-role.js';

/** Where the host keeps its data. */
export type DatabaseConfig =
  { readonly kind: 'embedded'; readonly folder: string } | { readonly kind: 'postgresql'; readonly url: string };

/** What the host was started with, checked. Injected by this class. */
export abstract class HostConfig {
  abstract readonly host: string;
  abstract readonly port: number;
  abstract readonly role: ProcessRole;
  abstract readonly logLevel: string;
  abstract readonly dataFolder: string;
  abstract readonly database: DatabaseConfig;
  /** Encrypts the secrets among the settings, and signs cookies. */
  abstract readonly settingsKey: string;
  /** Passwords given from outside; an absent one is made at the first start. */
  abstract readonly passwords: { readonly admin?: string; readonly operator?: string };
  /** Settings of the job where none are stored yet. */
  abstract readonly seed: Readonly<Record<string, unknown>> | undefined;
}
