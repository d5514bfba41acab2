import { isIP } from 'node:net';

import { isEmail } from 'class-validator';

import { DEFAULT_LANGUAGE, type Language } from '../../i18n/languages.js';
import type { ConfigurationIssue } from './configuration-error.js';
import type { Environment } from './environment.js';

/** Where to tell people that a run needs attention. */
export interface NotificationConfig {
  readonly language: Language;
  /** Address of the host as people see it, without a slash at the end; undefined: messages have no links. */
  readonly publicUrl: string | undefined;
  readonly webhook: { readonly url: string; readonly secret: string } | undefined;
  readonly mail: { readonly server: string; readonly from: string; readonly to: readonly string[] } | undefined;
}

export function notificationConfig(environment: Environment): NotificationConfig {
  const { NOTIFY_WEBHOOK_URL: url, NOTIFY_WEBHOOK_SECRET: secret, NOTIFY_SMTP_URL: server } = environment;
  const { NOTIFY_MAIL_FROM: from, NOTIFY_MAIL_TO: to, PUBLIC_URL: publicUrl, NOTIFY_LANGUAGE: language } = environment;
  return {
    language: language ?? DEFAULT_LANGUAGE,
    publicUrl: publicUrl?.replace(/\/+$/, ''),
    webhook: url !== undefined && secret !== undefined ? { url, secret } : undefined,
    mail:
      server !== undefined && from !== undefined && to !== undefined
        ? { server, from, to: addressesIn(to) }
        : undefined,
  };
}

/** Variables that have no effect without each other. */
export function incompleteNotifications(environment: Environment): readonly ConfigurationIssue[] {
  return [
    ...together(environment, ['NOTIFY_WEBHOOK_URL', 'NOTIFY_WEBHOOK_SECRET']),
    ...together(environment, ['NOTIFY_SMTP_URL', 'NOTIFY_MAIL_FROM', 'NOTIFY_MAIL_TO']),
  ];
}

function addressesIn(text: string): readonly string[] {
  return text.split(/[\s,]+/).filter((address) => address !== '');
}

export function areMailAddresses(value: unknown): boolean {
  if (typeof value !== 'string') return false;
  const addresses = addressesIn(value);
  return addresses.length > 0 && addresses.every((address) => isEmail(address, { require_tld: false }));
}

/** An http or https address without a user. Link-local addresses, where clouds keep their secrets, are refused. */
export function isWebhookUrl(value: unknown): boolean {
  const url = typeof value === 'string' ? URL.parse(value) : null;
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.username || url.password) return false;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return isIP(host) === 0 || !/^(169\.254\.|fe[89ab][0-9a-f]:)/i.test(host);
}

type Variable = keyof Environment;

function together(environment: Environment, variables: readonly Variable[]): readonly ConfigurationIssue[] {
  const missing = variables.filter((variable) => environment[variable] === undefined);
  if (missing.length === 0 || missing.length === variables.length) return [];
  const given = variables.filter((variable) => !missing.includes(variable)).join(' and ');
  return missing.map((variable) => ({ variable, reason: `is required with ${given}` }));
}
