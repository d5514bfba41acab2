import type { NotificationConfig } from './notification-config.js';
import type { ProcessRole } from './process-role.js';

/** Where the host keeps its data. */
export type DatabaseConfig =
  { readonly kind: 'embedded'; readonly folder: string } | { readonly kind: 'postgresql'; readonly url: string };

/** The validated configuration of the host. This class is also its injection token. */
export abstract class HostConfig {
  abstract readonly host: string;
  abstract readonly port: number;
  /** Proxies whose X-Forwarded headers are believed: addresses, networks, or `loopback`. */
  abstract readonly trustedProxies: readonly string[];
  abstract readonly role: ProcessRole;
  abstract readonly logLevel: string;
  abstract readonly dataFolder: string;
  abstract readonly database: DatabaseConfig;
  /** Encrypts the secrets in the settings and signs cookies. */
  abstract readonly settingsKey: string;
  /** Configured passwords. A missing password is generated at the first start. */
  abstract readonly passwords: { readonly admin?: string; readonly operator?: string };
  /** How long events of the audit log are kept. */
  abstract readonly auditRetentionDays: number;
  /** How long runs are kept, and how many of each job. */
  abstract readonly runRetention: { readonly days: number; readonly count: number };
  /** How long a run waits for a lock that someone else holds on a user. */
  abstract readonly userLockSeconds: number;
  abstract readonly notifications: NotificationConfig;
  /** Directory servers that may be connected to; undefined: all but link-local addresses. */
  abstract readonly allowedTargets: readonly string[] | undefined;
  /** Initial settings of the job, used if none are stored. */
  abstract readonly seed: Readonly<Record<string, unknown>> | undefined;
}
