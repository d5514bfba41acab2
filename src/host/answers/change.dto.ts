import { ApiProperty } from '@nestjs/swagger';

import type { Change, ChangeKind, ChangeState, Problem, ProblemCode } from '../../index.js';

export const CHANGE_KINDS = ['create', 'update', 'activate'] as const satisfies readonly ChangeKind[];

const fields = { type: 'object', additionalProperties: true, description: 'Only what differs, by user field' } as const;

export class ChangeDto implements Change {
  @ApiProperty()
  id!: string;
  @ApiProperty({ format: 'uuid' })
  runId!: string;
  @ApiProperty({ enum: CHANGE_KINDS })
  kind!: ChangeKind;
  @ApiProperty({ enum: ['planned', 'applied', 'refused'] })
  state!: ChangeState;
  @ApiProperty()
  dn!: string;
  @ApiProperty()
  stableId!: string;
  @ApiProperty({ type: String, nullable: true, description: 'null for a create that is not applied' })
  userId!: string | null;
  @ApiProperty({ enum: ['link', 'principalName', 'userName'], nullable: true })
  matchedBy!: Change['matchedBy'];
  @ApiProperty(fields)
  before!: Readonly<Record<string, unknown>>;
  @ApiProperty(fields)
  after!: Readonly<Record<string, unknown>>;
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
  @ApiProperty({ description: "What is wrong, in the reader's language" })
  message!: string;
  @ApiProperty({ description: "What to do about it, in the reader's language" })
  remedy!: string;
}
