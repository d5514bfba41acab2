import { ApiProperty } from '@nestjs/swagger';

import type { ErrorCode, ReadBase, ReadExclusion, ReadReport } from '../../index.js';

const when = { type: String, format: 'date-time' } as const;
const setting = { type: String, nullable: true, description: 'null for operators' } as const;

class ReadContainerDto {
  @ApiProperty()
  dn!: string;
  @ApiProperty({ type: String, nullable: true, description: 'The DN in the settings, if the container was renamed' })
  formerDn!: string | null;
  @ApiProperty({ type: String, nullable: true })
  stableId!: string | null;
  @ApiProperty({ description: 'Of a base: entries found. Of an exclusion: entries left out' })
  entries!: number;
}

class ReadBaseDto extends ReadContainerDto implements ReadBase {
  @ApiProperty({ enum: ['subtree', 'oneLevel'] })
  scope!: ReadBase['scope'];
  @ApiProperty({ description: 'Of the entries found, how many exclusions left out' })
  excluded!: number;
  @ApiProperty({ description: 'Of the entries found, how many an earlier base finds, too' })
  again!: number;
  @ApiProperty({ type: Number, nullable: true, description: 'Entries found by a count of its own' })
  counted!: number | null;
}

class ReadExclusionDto extends ReadContainerDto implements ReadExclusion {
  @ApiProperty({ enum: ['exclude', 'include'] })
  kind!: ReadExclusion['kind'];
}

type HiddenFromOperators = 'server' | 'baseDn' | 'filter' | 'bases' | 'exclusions' | 'absentAttributes';

export class ReadReportDto implements Omit<ReadReport, HiddenFromOperators> {
  @ApiProperty()
  complete!: boolean;
  @ApiProperty({ type: String, nullable: true, description: 'Why the read is incomplete, or null' })
  reason!: ErrorCode | null;
  @ApiProperty(setting)
  server!: string | null;
  @ApiProperty(setting)
  baseDn!: string | null;
  @ApiProperty(setting)
  filter!: string | null;
  @ApiProperty({ type: [ReadBaseDto], required: false, nullable: true, description: 'null for operators' })
  bases?: readonly ReadBaseDto[] | null;
  @ApiProperty({ type: [ReadExclusionDto], required: false, nullable: true, description: 'null for operators' })
  exclusions?: readonly ReadExclusionDto[] | null;
  @ApiProperty()
  pages!: number;
  @ApiProperty()
  entries!: number;
  @ApiProperty({ description: 'Number of referrals. Referred entries are not read' })
  referrals!: number;
  @ApiProperty({ description: 'Whether each page carried the paged-results control (RFC 2696)' })
  paged!: boolean;
  @ApiProperty({ type: Number, required: false, nullable: true, description: 'null: the whole result at once' })
  pageSize?: number | null;
  @ApiProperty({ type: Number, required: false, nullable: true, description: 'Page size that the server refused' })
  refusedPageSize?: number | null;
  @ApiProperty({ required: false, description: 'Whether the server has only a part of the attributes' })
  globalCatalog?: boolean;
  @ApiProperty({ type: Number, required: false, nullable: true, description: 'Entries found by a count of its own' })
  counted?: number | null;
  @ApiProperty({ required: false })
  withStableId?: number;
  @ApiProperty({ ...setting, type: String, isArray: true, required: false })
  absentAttributes?: readonly string[] | null;
  @ApiProperty({ type: Number, required: false, nullable: true, description: 'Aliases are not followed' })
  aliases?: number | null;
  @ApiProperty({ type: String, required: false, nullable: true, description: 'Attribute that identified most entries' })
  stableIdAttribute?: string | null;
  @ApiProperty({ ...setting, type: String, isArray: true, required: false, description: 'Those of the other entries' })
  otherStableIdAttributes?: readonly string[];
  @ApiProperty({ type: String, required: false, nullable: true, description: 'Product that the server is' })
  product?: string | null;
  @ApiProperty({ required: false, description: 'How often the read was done again from its first page' })
  restarts?: number;
  @ApiProperty({ required: false, description: 'Entries that were read more than once; `entries` counts each once' })
  repeated?: number;
  @ApiProperty(when)
  startedAt!: string;
  @ApiProperty(when)
  finishedAt!: string;
}
