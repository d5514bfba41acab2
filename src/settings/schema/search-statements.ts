import { IsIn } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';

import { cleanDistinguishedName } from '../rules/distinguished-name.js';
import { MayBeAbsent } from '../rules/optional.js';
import { PlainText } from '../rules/plain-text.js';
import { FollowsRule, withValues } from '../rules/rule.js';
import { containerViolation, stableIdViolation } from '../rules/search-rules.js';
import {
  type BaseStatement,
  EXCLUSION_KINDS,
  type ExclusionKind,
  type ExclusionStatement,
  SEARCH_SCOPES,
  type SearchScopeName,
} from '../rules/search-scope.js';
import { Cleaned, trimBlanks } from '../rules/white-space.js';

/** A container that a search names. */
export class SearchStatement {
  @FollowsRule('isContainer', containerViolation)
  @PlainText(1_000)
  @JSONSchema({ title: 'i18n:settings:search.dn.title', description: 'i18n:settings:search.dn.help' })
  @Cleaned(cleanDistinguishedName)
  dn = '';

  /** By which the container is found after it was renamed. Absent: it is taken from the last complete read. */
  @FollowsRule('isStableId', stableIdViolation)
  @PlainText(64)
  @MayBeAbsent()
  @JSONSchema({ title: 'i18n:settings:search.stableId.title', description: 'i18n:settings:search.stableId.help' })
  @Cleaned(trimBlanks)
  stableId?: string;
}

/** Where a search begins. */
export class SearchBase extends SearchStatement implements BaseStatement {
  @IsIn(SEARCH_SCOPES, withValues(SEARCH_SCOPES))
  @JSONSchema({
    title: 'i18n:settings:search.scope.title',
    description: 'i18n:settings:search.scope.help',
    oneOf: SEARCH_SCOPES.map((scope) => ({ const: scope, title: `i18n:settings:search.scope.${scope}` })),
  })
  scope: SearchScopeName = 'subtree';

  static of(dn: string, scope: SearchScopeName = 'subtree'): SearchBase {
    return Object.assign(new SearchBase(), { dn, scope });
  }
}

/** A container below a base that is left out, or that is read although one above it is left out. */
export class SearchExclusion extends SearchStatement implements ExclusionStatement {
  @IsIn(EXCLUSION_KINDS, withValues(EXCLUSION_KINDS))
  @JSONSchema({
    title: 'i18n:settings:search.kind.title',
    description: 'i18n:settings:search.kind.help',
    oneOf: EXCLUSION_KINDS.map((kind) => ({ const: kind, title: `i18n:settings:search.kind.${kind}` })),
  })
  kind: ExclusionKind = 'exclude';

  static of(dn: string, kind: ExclusionKind = 'exclude'): SearchExclusion {
    return Object.assign(new SearchExclusion(), { dn, kind });
  }
}
