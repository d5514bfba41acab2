import { IsBoolean, IsIn, IsInt, Max, Min } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';

import { APPROVAL_POLICIES, type ApprovalPolicy, type ApprovalRules } from '../../contract/approval.js';
import { withCode, withLimit } from '../rules/rule.js';

const MAX_VALID_HOURS = 8_760;

/** Who has to agree before a run writes. */
export class ApprovalSettings implements ApprovalRules {
  @IsIn(APPROVAL_POLICIES, withCode('approvalPolicy'))
  @JSONSchema({
    title: 'i18n:settings:approval.policy.title',
    description: 'i18n:settings:approval.policy.help',
    oneOf: APPROVAL_POLICIES.map((policy) => ({ const: policy, title: `i18n:settings:approval.policy.${policy}` })),
  })
  policy: ApprovalPolicy = 'whenChanged';

  @IsBoolean()
  @JSONSchema({ title: 'i18n:settings:approval.fourEyes.title', description: 'i18n:settings:approval.fourEyes.help' })
  fourEyes = false;

  /** How long a plan can be approved, in hours. */
  @Max(MAX_VALID_HOURS, withLimit(MAX_VALID_HOURS))
  @Min(1, withLimit(1))
  @IsInt()
  @JSONSchema({
    type: 'integer',
    title: 'i18n:settings:approval.validHours.title',
    description: 'i18n:settings:approval.validHours.help',
  })
  validHours = 24;
}
