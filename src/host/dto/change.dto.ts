import { ApiProperty } from '@nestjs/swagger';

import {
  MATCHED_BY,
  CHANGE_KINDS,
  CHANGE_PATTERNS,
  type Change,
  type ChangeKind,
  type ChangeState,
  type Problem,
  type ProblemCode,
} from '../../index.js';

const KINDS = CHANGE_KINDS.map(({ kind }) => kind);

const fields = { type: 'object', additionalProperties: true, description: 'Changed fields only, by name' } as const;

export class ChangeDto implements Change {
  @ApiProperty()
  id!: string;
  @ApiProperty({ format: 'uuid' })
  runId!: string;
  @ApiProperty({ enum: KINDS })
  kind!: ChangeKind;
  @ApiProperty({ enum: ['planned', 'applied', 'refused'] })
  state!: ChangeState;
  @ApiProperty()
  dn!: string;
  @ApiProperty()
  stableId!: string;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'of the entry that the link is moved from; null if it is not',
  })
  formerStableId!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'DN of that entry' })
  formerDn!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'null for a create that has not been applied' })
  userId!: string | null;
  @ApiProperty({ enum: MATCHED_BY, nullable: true })
  matchedBy!: Change['matchedBy'];
  @ApiProperty(fields)
  before!: Readonly<Record<string, unknown>>;
  @ApiProperty(fields)
  after!: Readonly<Record<string, unknown>>;
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string', enum: [...CHANGE_PATTERNS] },
    description: 'How values of an existing user change, by the name of the field',
    example: { email: 'mailDomain' },
  })
  patterns!: Change['patterns'];
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  appliedAt!: Date | null;
}

export class ProblemDto implements Problem {
  @ApiProperty()
  id!: string;
  @ApiProperty({ format: 'uuid' })
  runId!: string;
  @ApiProperty()
  dn!: string;
  @ApiProperty({ type: String, example: 'VALUE_MISSING' })
  code!: ProblemCode;
  @ApiProperty({ type: 'object', additionalProperties: true })
  params!: Readonly<Record<string, string | number>>;
  @ApiProperty({
    type: String,
    nullable: true,
    example: 'ada@@example.org',
    description: 'The value that is to blame: its first 200 characters, with escapes for those that cannot be seen',
  })
  value!: string | null;
  @ApiProperty({ description: 'Whether only a field was left as it was, and the rest of the person was synchronized' })
  isPartial!: boolean;
  @ApiProperty({ description: 'What problems with this code and field have in common', example: 'E-mail is not valid' })
  title!: string;
  @ApiProperty({ description: 'The problem, in the language of Accept-Language' })
  message!: string;
  @ApiProperty({ description: 'How to solve it, in the language of Accept-Language' })
  remedy!: string;
}
