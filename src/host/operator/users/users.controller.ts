import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import { BatchSyncRuns, BatchSyncUsers, type Page } from '../../../index.js';
import { ChangeDto } from '../../dto/change.dto.js';
import { ApiPage, PageQueryDto } from '../../dto/page-query.dto.js';
import { HostError } from '../../errors/host-error.js';
import { UuidPipe } from '../../errors/uuid.pipe.js';
import { ApiErrors } from '../../errors/api-errors.decorator.js';
import { Auth } from '../../session/auth.decorator.js';
import { OperatorCache } from '../operator-cache.service.js';
import { UserDto, UserRecordDto, UserStateQueryDto, UsersQueryDto } from './user.dto.js';
import { userRecordDto } from './user-record.js';
import { UsersService } from './users.service.js';

@ApiTags('users')
@Auth('operator')
@Controller('api/users')
export class UsersController {
  constructor(
    private readonly users: UsersService,
    private readonly runs: BatchSyncRuns,
    private readonly records: BatchSyncUsers,
    private readonly cache: OperatorCache,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Lists users, with their total' })
  @ApiPage(UserDto, { total: { type: 'integer', description: 'How many users were found, on all pages' } })
  @ApiErrors(400)
  async list(@Query() request: UsersQueryDto): Promise<Page<UserDto> & { readonly total: number }> {
    const { query, state, sort, order, cursor, limit } = request;
    const pageKey = `users ${JSON.stringify([query, state, sort, order, cursor, limit])}`;
    const page = await this.cache.get(['users'], pageKey, () => this.users.page(request));
    // Pages and orders of the same search share their total.
    const totalKey = `total of users ${JSON.stringify([query, state])}`;
    const total = await this.cache.get(['users'], totalKey, () => this.users.total({ query, state }));
    return { ...page, total };
  }

  @Get(':id')
  @ApiOperation({ summary: 'Returns a user with all fields, and who wrote them: now, or as they were at a time' })
  @ApiOkResponse({ type: UserRecordDto })
  @ApiErrors(400, 404)
  async show(@Param('id', UuidPipe) id: string, @Query() { at }: UserStateQueryDto): Promise<UserRecordDto> {
    const [user, record] = await Promise.all([
      this.users.find(id),
      this.records.get(id, at === undefined ? undefined : new Date(at)),
    ]);
    if (!user || !record) throw HostError.userNotFound(id);
    return userRecordDto(user, record);
  }

  @Get(':id/history')
  @ApiOperation({ summary: 'Lists the changes made to a user by runs, latest first' })
  @ApiPage(ChangeDto)
  @ApiErrors(400, 404)
  async history(@Param('id', UuidPipe) id: string, @Query() rows: PageQueryDto): Promise<Page<ChangeDto>> {
    if (!(await this.users.find(id))) throw HostError.userNotFound(id);
    return this.runs.history(id, rows);
  }
}
