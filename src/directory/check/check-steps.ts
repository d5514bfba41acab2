import type { CheckReport, CheckStep, CheckStepName } from '../../contract/jobs.js';
import { SyncError, type MessageParameters } from '../../contract/sync-error.js';

/** What a step that went well has to say. */
export interface Finding {
  readonly code: string;
  readonly params: MessageParameters;
  /** @default 'passed' */
  readonly outcome?: CheckStep['outcome'];
}

const ORDER: readonly CheckStepName[] = ['resolve', 'connect', 'tls', 'bind', 'base', 'search', 'rights', 'map'];

/** What certificates are refused for, by OpenSSL's and Node's codes. */
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

/** The steps of one check, each with its outcome and how long it took. */
export class CheckSteps {
  private readonly taken: CheckStep[] = [];
  private firstFailure: unknown;

  get failure(): unknown {
    return this.firstFailure;
  }

  /** Takes a step and notes what it found. Rejects when it failed, and the step says so. */
  async take<T>(step: CheckStepName, work: () => Promise<T>, found: (result: T) => Finding): Promise<T> {
    const startedAt = performance.now();
    try {
      const result = await work();
      this.note(step, found(result), startedAt);
      return result;
    } catch (error) {
      this.firstFailure = error;
      this.note(step, { ...failureOf(error), outcome: 'failed' }, startedAt);
      throw error;
    }
  }

  note(step: CheckStepName, { code, params, outcome = 'passed' }: Finding, startedAt = performance.now()): void {
    const milliseconds = Math.round(performance.now() - startedAt);
    this.taken.push({ step, outcome, code, params, milliseconds });
  }

  /** @param failedOver when an earlier server was passed over: the step `connect` says so. */
  report(
    sample: CheckReport['sample'],
    failedOver?: { readonly unreachable: string; readonly url: string },
  ): CheckReport {
    const steps = ORDER.map((step) => this.taken.find((taken) => taken.step === step) ?? skipped(step));
    const told = failedOver
      ? steps.map((step) => (step.step === 'connect' ? passedOver(step, failedOver) : step))
      : steps;
    return { ok: told.every(({ outcome }) => outcome === 'passed' || outcome === 'warning'), steps: told, sample };
  }
}

function skipped(step: CheckStepName): CheckStep {
  return { step, outcome: 'skipped', code: 'SKIPPED', params: {}, milliseconds: 0 };
}

function passedOver(step: CheckStep, params: MessageParameters): CheckStep {
  return { ...step, outcome: 'warning', code: 'CONNECTED_TO_NEXT', params };
}

function failureOf(error: unknown): Omit<Finding, 'outcome'> {
  if (!(error instanceof SyncError)) return { code: 'UNEXPECTED', params: {} };
  const { code, params } = error;
  const told = code === 'LDAP_TLS_FAILED' ? TLS_CODES[String(params['tlsCode'])] : undefined;
  return { code: told ?? code, params };
}
