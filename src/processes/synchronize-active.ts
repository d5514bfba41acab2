import type { ProcessDefinition } from './process-definition.js';

/**
 * Synchronize active LDAP Users to Identity Manager.
 *
 * The decision table first excludes entries whose identity is in doubt, then targets that must not be written, then
 * values that conflict with others. A change comes last.
 */
export const SYNCHRONIZE_ACTIVE: ProcessDefinition = {
  manifestFile: 'ldap-addon-batch-sync.json',
  decisionTable: [
    { when: 'rejectedByMapping', then: 'rejected' },
    { when: 'stableIdTwice', then: 'STABLE_ID_TWICE' },
    { when: 'candidatesAmbiguous', then: 'CANDIDATES_AMBIGUOUS' },
    { when: 'candidateClaimedTwice', then: 'CANDIDATE_CLAIMED_TWICE' },
    { when: 'candidateContradicts', then: 'CANDIDATE_CONTRADICTS' },
    { when: 'userOfOtherPool', then: 'USER_OF_OTHER_POOL' },
    { when: 'targetHidden', then: 'USER_HIDDEN' },
    { when: 'targetProtected', then: 'USER_PROTECTED' },
    { when: 'linkedUserDeleted', then: 'LINKED_USER_DELETED' },
    { when: 'nameTwice', then: 'NAME_TWICE_IN_DIRECTORY' },
    { when: 'nameTaken', then: 'NAME_TAKEN' },
    { when: 'uniqueValueTaken', then: 'UNIQUE_VALUE_TAKEN' },
    { when: 'valueHidden', then: 'VALUE_OF_HIDDEN_USER' },
    { when: 'userOfOtherEntry', then: 'USER_OF_OTHER_ENTRY' },
    { when: 'identityNotValid', then: 'IDENTITY_NOT_VALID' },
    { when: 'identityTaken', then: 'IDENTITY_TAKEN' },
    { when: 'identityTwice', then: 'IDENTITY_TWICE_IN_DIRECTORY' },
    { when: 'identifyingValueTaken', then: 'UNIQUE_VALUE_TAKEN' },
    { when: 'noTarget', then: 'create' },
    { when: 'targetNotActive', then: 'activate' },
    { when: 'differs', then: 'update' },
  ],
};
