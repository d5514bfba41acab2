import type { CheckOutcome, CheckReport, CheckStep, CheckStepName } from '../../contract/check-report.js';
import { SyncError, type MessageParameters } from '../../contract/sync-error.js';
import { isNoDirectory } from '../client/directory-errors.js';
import { isFailover } from '../client/fail-over.js';

/** The result of a step that did not fail. */
export interface Finding {
  readonly code: string;
  readonly params: MessageParameters;
  /** @default 'passed' */
  readonly outcome?: CheckStep['outcome'];
  /** @default none */
  readonly further?: NonNullable<CheckStep['further']>;
}

const ORDER: readonly CheckStepName[] = ['resolve', 'connect', 'tls', 'bind', 'base', 'search', 'rights', 'map'];

/** Without these steps there is no connection, or no sign-in. */
const CONNECTING: ReadonlySet<CheckStepName> = new Set(['resolve', 'connect', 'tls', 'bind']);

/** Reasons for which a TLS connection is refused, by the codes of OpenSSL and Node.js. */
const TLS_CODES: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: 'TLS_SELF_SIGNED',
  SELF_SIGNED_CERT_IN_CHAIN: 'TLS_AUTHORITY_UNKNOWN',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'TLS_AUTHORITY_UNKNOWN',
  UNABLE_TO_GET_ISSUER_CERT: 'TLS_AUTHORITY_UNKNOWN',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'TLS_AUTHORITY_UNKNOWN',
  CERT_SIGNATURE_FAILURE: 'TLS_AUTHORITY_UNKNOWN',
  CERT_HAS_EXPIRED: 'TLS_EXPIRED',
  CERT_NOT_YET_VALID: 'TLS_EXPIRED',
  ERR_TLS_CERT_ALTNAME_INVALID: 'TLS_WRONG_HOST',
  STARTTLS_REFUSED: 'TLS_STARTTLS_REFUSED',
  TLS_REQUIRED: 'TLS_REQUIRED',
};

/** The finding for a code of OpenSSL or Node.js with which a TLS connection is refused. */
export function tlsProblemOf(tlsCode: string): string {
  return TLS_CODES[tlsCode] ?? 'LDAP_TLS_FAILED';
}

/** What a report says of the entries examined. */
export type ExaminedEntries = Required<Pick<CheckReport, 'sample' | 'shares'>>;

export const NO_ENTRIES: ExaminedEntries = { sample: [], shares: [] };

/** The steps of one check, each with its outcome and duration. */
export class CheckSteps {
  private done: CheckStep[] = [];
  private firstFailure: unknown;

  get failure(): unknown {
    return this.firstFailure;
  }

  /** Runs a step and records its finding, or its failure. Rejects when the step failed. */
  async run<T>(step: CheckStepName, work: () => Promise<T>, findingOf: (result: T) => Finding): Promise<T> {
    const startedAt = performance.now();
    try {
      const result = await work();
      this.record(step, findingOf(result), startedAt);
      return result;
    } catch (error) {
      this.firstFailure = error;
      this.record(this.failedStep(step, error), { ...failureOf(error), outcome: 'failed' }, startedAt);
      throw error;
    }
  }

  /** Whether a port is closed or belongs to another service is not told: a check must not serve to find open ports. */
  private failedStep(step: CheckStepName, error: unknown): CheckStepName {
    if (!isNoDirectory(error)) return step;
    this.done = this.done.filter((each) => each.step === 'resolve');
    return 'connect';
  }

  record(step: CheckStepName, finding: Finding, startedAt = performance.now()): void {
    const milliseconds = Math.round(performance.now() - startedAt);
    this.done.push({ step, outcome: 'passed', ...finding, milliseconds });
  }

  /** @param failedOver set when an earlier server was skipped: the step `connect` reports it. */
  report(
    { sample, shares }: ExaminedEntries,
    failedOver?: { readonly unreachable: string; readonly url: string },
  ): ExaminedEntries & CheckReport {
    const steps = ORDER.map((step) => this.done.find((each) => each.step === step) ?? skipped(step));
    const reported = failedOver
      ? steps.map((step) => (step.step === 'connect' ? connectedToNext(step, failedOver) : step))
      : steps;
    const reason = reported.find(({ outcome }) => outcome === 'failed')?.step ?? null;
    const outcome = this.outcomeOf(reason);
    return { outcome, ok: outcome === 'ready', reason, steps: reported, sample, shares };
  }

  private outcomeOf(failed: CheckStepName | null): CheckOutcome {
    if (failed === null) return 'ready';
    return CONNECTING.has(failed) || isFailover(this.firstFailure) ? 'not-connected' : 'connected';
  }
}

function skipped(step: CheckStepName): CheckStep {
  return { step, outcome: 'skipped', code: 'SKIPPED', params: {}, milliseconds: 0 };
}

function connectedToNext(step: CheckStep, params: MessageParameters): CheckStep {
  return { ...step, outcome: 'warning', code: 'CONNECTED_TO_NEXT', params };
}

function failureOf(error: unknown): Omit<Finding, 'outcome'> {
  if (!(error instanceof SyncError)) return { code: 'UNEXPECTED', params: {} };
  const { code } = error;
  const { reason: _reason, because: _because, ...withoutReason } = error.params;
  const params = isNoDirectory(error) ? withoutReason : error.params;
  return { code: code === 'LDAP_TLS_FAILED' ? tlsProblemOf(String(params['tlsCode'])) : code, params };
}
