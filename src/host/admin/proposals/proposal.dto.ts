import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsOptional, IsString, MaxLength } from 'class-validator';

import {
  ACTIVE_RULES,
  type ActiveRuleFigures,
  type ActiveRuleName,
  type AttributeShare,
  type DirectoryProposal,
  type EntryCount,
  PROPOSAL_NOTES,
  type ProposalNote,
  type ProposalNoteCode,
  type ProposedBase,
  type ProposedRow,
  USER_FIELDS,
  type UserField,
} from '../../../index.js';
import { CheckConnectionDto } from '../settings.dto.js';

const MAX_BASES = 10;

export class ProposalRequestDto extends CheckConnectionDto {
  @ApiPropertyOptional({
    type: [String],
    maxItems: MAX_BASES,
    description: 'DNs below which to search. If absent, the trees that the directory proposes',
  })
  @IsOptional()
  @MaxLength(1_000, { each: true, context: { limit: 1_000 } })
  @IsString({ each: true })
  @ArrayMaxSize(MAX_BASES, { context: { limit: MAX_BASES } })
  @IsArray()
  bases?: string[];

  @ApiPropertyOptional({ description: 'A filter to judge (RFC 4515). If absent, the person filter of the product' })
  @IsOptional()
  @MaxLength(4_000, { context: { limit: 4_000 } })
  @IsString()
  filter?: string;
}

export class EntryCountDto implements EntryCount {
  @ApiProperty({ type: 'integer' })
  count!: number;
  @ApiProperty({ description: 'Whether there may be more, because the count was ended' })
  isAtLeast!: boolean;
}

class ProposedBaseDto implements ProposedBase {
  @ApiProperty({ example: 'dc=example,dc=org' })
  dn!: string;
  @ApiProperty({ type: EntryCountDto, nullable: true, description: 'null: the server refuses the search' })
  people!: EntryCountDto | null;
  @ApiProperty()
  isProposed!: boolean;
}

class AttributeShareDto implements AttributeShare {
  @ApiProperty({ example: 'mail' })
  attribute!: string;
  @ApiProperty({ type: 'integer', description: 'How many of the sampled entries have it' })
  entries!: number;
  @ApiProperty({ type: [String], description: 'At most three values, shortened. Empty for secrets' })
  values!: readonly string[];
}

class ProposedRowDto extends AttributeShareDto implements ProposedRow {
  @ApiProperty({ enum: USER_FIELDS })
  field!: UserField;
  @ApiProperty()
  required!: boolean;
}

class ProposalNoteDto implements ProposalNote {
  @ApiProperty({ enum: PROPOSAL_NOTES })
  code!: ProposalNoteCode;
  @ApiProperty({ type: 'object', additionalProperties: true })
  params!: Readonly<Record<string, string | number>>;
  @ApiProperty({ description: 'In the language of Accept-Language' })
  message!: string;
}

class SampledNameDto {
  @ApiProperty()
  dn!: string;
  @ApiProperty()
  name!: string;
}

class StableIdShareDto {
  @ApiProperty({ example: 'entryUUID' })
  attribute!: string;
  @ApiProperty({ type: 'integer', description: 'How many of the sampled entries have it' })
  entries!: number;
}

class ActiveRuleFigureDto {
  @ApiProperty({ enum: ACTIVE_RULES })
  rule!: ActiveRuleName;
  @ApiProperty()
  isOn!: boolean;
  @ApiProperty({ type: 'integer' })
  excluded!: number;
}

class ActiveRuleFiguresDto implements ActiveRuleFigures {
  @ApiProperty({ type: EntryCountDto, description: 'The entries that were looked at' })
  examined!: EntryCountDto;
  @ApiProperty({ type: [ActiveRuleFigureDto] })
  rules!: readonly ActiveRuleFigureDto[];
}

export class ProposalDto implements DirectoryProposal {
  @ApiProperty({ description: 'Address of the server that answered' })
  server!: string;
  @ApiProperty({ example: 'activeDirectory', description: 'As in dataPool.dialect' })
  dialect!: string;
  @ApiProperty({ example: 'Active Directory' })
  product!: string;
  @ApiProperty({ type: [ProposedBaseDto] })
  bases!: readonly ProposedBaseDto[];
  @ApiProperty({ description: 'The given filter, or the person filter of the product' })
  filter!: string;
  @ApiProperty({ type: EntryCountDto, nullable: true, description: 'What the filter finds. null: it is refused' })
  matches!: EntryCountDto | null;
  @ApiProperty({ type: [ProposalNoteDto] })
  notes!: readonly ProposalNoteDto[];
  @ApiProperty({ type: 'integer', description: 'How many active entries were examined' })
  sampled!: number;
  @ApiProperty({ type: [SampledNameDto] })
  sample!: readonly SampledNameDto[];
  @ApiProperty({ enum: ACTIVE_RULES, isArray: true })
  activeRules!: readonly ActiveRuleName[];
  @ApiPropertyOptional({
    type: ActiveRuleFiguresDto,
    description: 'What each of them excludes, and those that are off',
  })
  activeRuleFigures?: ActiveRuleFiguresDto;
  @ApiProperty({ type: StableIdShareDto, nullable: true })
  stableId!: StableIdShareDto | null;
  @ApiProperty({ type: [ProposedRowDto] })
  mapping!: readonly ProposedRowDto[];
  @ApiProperty({ type: [AttributeShareDto], description: 'Attributes that no row reads' })
  unmapped!: readonly AttributeShareDto[];
  @ApiProperty({ enum: USER_FIELDS, isArray: true, description: 'Fields that no row fills' })
  unfilled!: readonly UserField[];
  @ApiProperty({ type: [String], description: 'Further attributes that the schema allows' })
  names!: readonly string[];
}
