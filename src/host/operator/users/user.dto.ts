import { ApiExtraModels, ApiProperty, ApiPropertyOptional, getSchemaPath } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';

import type { FieldWriter, LastSeen, RecordedField, UserLink, UserRecord } from '../../../index.js';
import { IsInstant } from '../../dto/is-instant.js';
import { IsPlainText } from '../../dto/is-plain-text.js';
import { FieldPinDto, ManualChangeDto } from '../../dto/user-change.dto.js';
import { PageQueryDto } from '../../dto/page-query.dto.js';
import { USER_STATES, type UserState } from '../../database/identity-user.entity.js';
import { MaxWords } from './max-words.js';
import { SORT_ORDERS, type SortOrder, USER_SORTS, type UserSort } from './user-sort.js';
import { NULLABLE_TEXT } from '../../dto/property-types.js';

/**
 * A connection of PostgreSQL keeps 32 compiled patterns. With more in a statement, each is compiled anew for each user; the
 * order of the list needs five.
 */
const MAX_WORDS = 20;

const BOOLEANS = ['true', 'false'] as const;

export class UsersQueryDto extends PageQueryDto {
  @ApiPropertyOptional({
    maxLength: 200,
    description:
      'Words that must all occur in the text of the user, in any order: all fields but `source` and `state`, with ' +
      'the additional attributes. Case and accents are ignored. At most 20 different words',
  })
  @IsOptional()
  @MaxLength(200, { context: { limit: 200 } })
  @MaxWords(MAX_WORDS)
  @IsPlainText()
  @IsString()
  query?: string;

  @ApiPropertyOptional({ enum: USER_STATES })
  @IsOptional()
  @IsIn(USER_STATES, { context: { values: USER_STATES.join(', ') } })
  state?: UserState;

  @ApiPropertyOptional({
    type: Boolean,
    description:
      'Whether the user is linked to an entry that complete reads no longer contain. If absent, both are listed',
  })
  @IsOptional()
  @IsIn(BOOLEANS, { context: { values: BOOLEANS.join(', ') } })
  notSeen?: (typeof BOOLEANS)[number];

  @ApiPropertyOptional({
    type: Boolean,
    description: 'Whether the user has pins in force. If absent, both are listed',
  })
  @IsOptional()
  @IsIn(BOOLEANS, { context: { values: BOOLEANS.join(', ') } })
  pinned?: (typeof BOOLEANS)[number];

  @ApiPropertyOptional({
    enum: USER_SORTS,
    default: 'name',
    description:
      'What the users are sorted by, ignoring case and accents. `name` is the display name, or else the common name, ' +
      'or else the user name. Users without a value come last',
  })
  @IsOptional()
  @IsIn(USER_SORTS, { context: { values: USER_SORTS.join(', ') } })
  sort?: UserSort;

  @ApiPropertyOptional({ enum: SORT_ORDERS, default: 'asc' })
  @IsOptional()
  @IsIn(SORT_ORDERS, { context: { values: SORT_ORDERS.join(', ') } })
  order?: SortOrder;
}

export class UserDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;
  @ApiProperty()
  userName!: string;
  @ApiProperty(NULLABLE_TEXT)
  firstName!: string | null;
  @ApiProperty(NULLABLE_TEXT)
  lastName!: string | null;
  @ApiProperty(NULLABLE_TEXT)
  displayName!: string | null;
  @ApiProperty(NULLABLE_TEXT)
  email!: string | null;
  @ApiProperty(NULLABLE_TEXT)
  phone!: string | null;
  @ApiProperty(NULLABLE_TEXT)
  mobile!: string | null;
  @ApiProperty(NULLABLE_TEXT)
  employeeNumber!: string | null;
  @ApiProperty(NULLABLE_TEXT)
  title!: string | null;
  @ApiProperty(NULLABLE_TEXT)
  department!: string | null;
  @ApiProperty(NULLABLE_TEXT)
  organization!: string | null;
  @ApiProperty(NULLABLE_TEXT)
  organizationalUnit!: string | null;
  @ApiProperty(NULLABLE_TEXT)
  location!: string | null;
  @ApiProperty(NULLABLE_TEXT)
  commonName!: string | null;
  @ApiProperty(NULLABLE_TEXT)
  principalName!: string | null;
  @ApiProperty(NULLABLE_TEXT)
  comment!: string | null;
  @ApiProperty({ ...NULLABLE_TEXT, description: 'Source of the user: LDAP or HOST' })
  source!: string | null;
  @ApiProperty({ example: 'active' })
  state!: string;
  @ApiProperty({ type: 'object', additionalProperties: true, description: 'Additional mapped attributes' })
  attributes!: Readonly<Record<string, unknown>>;
  @ApiProperty({ type: String, format: 'date-time' })
  createdAt!: Date;
  @ApiProperty({ type: String, format: 'date-time' })
  updatedAt!: Date;
}

export class UserRowDto extends UserDto {
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'Since when complete reads no longer contain the entry of the user, or null',
  })
  notSeenSince!: Date | null;
  @ApiProperty({ type: [String], description: 'The names of the values that runs leave alone' })
  pinned!: readonly string[];
}

class FieldWriterDto implements FieldWriter {
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'null if a person wrote the value' })
  runId!: string | null;
  @ApiProperty({ type: ManualChangeDto, nullable: true, description: 'null if a run wrote the value' })
  manual!: ManualChangeDto | null;
  @ApiProperty({ type: String, format: 'date-time' })
  at!: Date;
}

export class RecordedFieldDto implements RecordedField {
  @ApiProperty({ type: String, nullable: true })
  value!: string | null;
  @ApiProperty({
    type: FieldWriterDto,
    nullable: true,
    description: 'null if neither a run nor a person is known to have written the value',
  })
  writtenBy!: FieldWriterDto | null;
}

class LastSeenDto implements LastSeen {
  @ApiProperty({ format: 'uuid' })
  runId!: string;
  @ApiProperty({ type: String, format: 'date-time' })
  at!: Date;
}

export class UserLinkDto implements UserLink {
  @ApiProperty()
  dataPool!: string;
  @ApiProperty()
  stableId!: string;
  @ApiProperty({ description: 'As last read' })
  dn!: string;
  @ApiProperty({ type: String, format: 'date-time' })
  linkedAt!: Date;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'Since when complete reads no longer contain the entry, or null',
  })
  notSeenSince!: Date | null;
  @ApiProperty({ type: LastSeenDto, nullable: true, description: 'The last good run that saw the entry' })
  lastSeen!: LastSeenDto | null;
}

export class UserStateQueryDto {
  @ApiPropertyOptional({
    format: 'date-time',
    description: 'The state after the last change until this time. If absent, the present state is returned',
  })
  @IsOptional()
  @IsInstant()
  at?: string;
}

@ApiExtraModels(RecordedFieldDto, FieldPinDto)
export class UserRecordDto extends UserDto implements UserRecord {
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'null: the present state' })
  at!: Date | null;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'When a run or a person first changed the user. null if nobody did',
  })
  knownSince!: Date | null;
  @ApiProperty({
    type: 'object',
    additionalProperties: { $ref: getSchemaPath(RecordedFieldDto) },
    description:
      'The values by name, also of additional attributes (`attributes.<name>`) and the `dn`, each with the run or the ' +
      'person that wrote it. A past state has only what runs have mapped, and people have changed, until then; other ' +
      'fields of the user are null',
  })
  fields!: Readonly<Record<string, RecordedFieldDto>>;
  @ApiProperty({ type: [UserLinkDto] })
  links!: readonly UserLinkDto[];
  @ApiProperty({
    type: 'object',
    additionalProperties: { $ref: getSchemaPath(FieldPinDto) },
    description: 'The present pins, by the name of the value. Runs leave these values alone',
  })
  pins!: Readonly<Record<string, FieldPinDto>>;
}
