import { type Evidence, PlanEvidence } from '../../../src/engine/ports/plan-evidence.js';

export const NO_EVIDENCE: Evidence = {
  isFirstImport: false,
  lost: [],
  emptied: [],
  renamed: [],
  changed: [],
  problems: [],
  causes: [],
};

export class FakePlanEvidence extends PlanEvidence {
  constructor(private readonly given: { readonly evidence: Partial<Evidence> }) {
    super();
  }

  ofRead = async (): Promise<Evidence> => ({ ...NO_EVIDENCE, ...this.given.evidence });
  ofRevert = this.ofRead;
}
