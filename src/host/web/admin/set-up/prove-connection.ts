import { ApiError } from '../../shared/api/api-error.js';
import type { CheckReport, FieldError, SettingsRecord } from '../../shared/api/api-types.js';
import { settingsOfPool } from '../../shared/api/data-pools.js';
import { type PresentedChain, presentedChain } from '../../shared/api/set-up.js';
import { type Access, accessSettings } from './access-settings.js';
import { type Candidate, candidatesOf } from './candidates.js';

/** Why the connection is not proven. */
export type Obstacle =
  | { readonly kind: 'address-missing' }
  | { readonly kind: 'fields'; readonly errors: readonly FieldError[] }
  | { readonly kind: 'certificate'; readonly chain: PresentedChain }
  /** The server speaks LDAP, but does not encrypt. */
  | { readonly kind: 'unencrypted'; readonly error: unknown }
  | { readonly kind: 'step'; readonly step: CheckReport['steps'][number] }
  | { readonly kind: 'error'; readonly error: unknown };

export type Proof =
  { readonly ok: true; readonly settings: SettingsRecord } | { readonly ok: false; readonly obstacle: Obstacle };

/** Tries the addresses that the typed one may mean, and signs in at the first one that answers and is trusted. */
export async function proveConnection(pool: string, access: Access, isEncrypted: boolean): Promise<Proof> {
  let failed: unknown;
  for (const candidate of candidatesOf(access, isEncrypted)) {
    const settings = accessSettings(access, candidate);
    const found = await lookAt(pool, settings, candidate);
    if (found === undefined) return signIn(pool, settings);
    if (found.kind !== 'error') return { ok: false, obstacle: found };
    failed = preferred(failed, found.error);
  }
  return { ok: false, obstacle: obstacleOf(failed) };
}

/** Returns undefined if the server is trusted, or is not to be asked for a certificate. */
async function lookAt(pool: string, settings: SettingsRecord, { mode }: Candidate): Promise<Obstacle | undefined> {
  if (mode === 'none') return undefined;
  try {
    const chain = await presentedChain(pool, settings);
    return chain.problems.length > 0 ? { kind: 'certificate', chain } : undefined;
  } catch (error) {
    return refusedValues(error) ?? { kind: 'error', error };
  }
}

async function signIn(pool: string, settings: SettingsRecord): Promise<Proof> {
  try {
    const report = await settingsOfPool(pool).check({ dataPool: settings });
    const step = report.steps.find(({ outcome }) => outcome === 'failed');
    return step ? { ok: false, obstacle: { kind: 'step', step } } : { ok: true, settings };
  } catch (error) {
    return { ok: false, obstacle: refusedValues(error) ?? { kind: 'error', error } };
  }
}

function refusedValues(error: unknown): Obstacle | undefined {
  const errors = error instanceof ApiError ? error.fields : [];
  return errors.length > 0 ? { kind: 'fields', errors } : undefined;
}

function obstacleOf(error: unknown): Obstacle {
  return { kind: isWithoutTls(error) ? 'unencrypted' : 'error', error };
}

/** A server that answers says more than one that does not. */
function preferred(first: unknown, later: unknown): unknown {
  return first === undefined || isWithoutTls(later) ? later : first;
}

function isWithoutTls(error: unknown): boolean {
  return error instanceof ApiError && error.params['tlsCode'] === 'STARTTLS_REFUSED';
}
