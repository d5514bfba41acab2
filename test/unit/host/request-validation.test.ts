import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { describe, expect, it } from 'vitest';

import { PinValues } from '../../../src/host/dto/pin-values.js';
import { TextValues } from '../../../src/host/dto/text-values.js';
import type { HostError } from '../../../src/host/errors/host-error.js';
import { requestValidation } from '../../../src/host/errors/validation.pipe.js';
import { MaxWords } from '../../../src/host/operator/users/max-words.js';

class NoteDto {
  @MaxLength(5, { context: { limit: 5 } })
  @IsString()
  text!: string;

  @IsOptional()
  @Matches(/\S/, { context: { code: 'required' } })
  reason?: string;

  @IsOptional()
  @TextValues(2)
  values?: object;

  @IsOptional()
  @PinValues(2)
  pins?: object;

  @IsOptional()
  @MaxWords(2)
  query?: string;

  @IsOptional()
  @IsInt()
  @Type(() => Number)
  priority?: number;
}

const errorsOf = async (body: object) =>
  requestValidation()
    .transform(body, { type: 'body', metatype: NoteDto })
    .then(
      () => [],
      (error: HostError) => error.details.fields?.map(({ field, code, params }) => ({ field, code, params })),
    );

describe('a request', () => {
  it('with a missing field is refused as such', async () => {
    expect(await errorsOf({})).toEqual([{ field: 'text', code: 'required', params: {} }]);
  });

  it('is refused with codes of this host', async () => {
    expect(await errorsOf({ text: 5 })).toMatchObject([{ field: 'text', code: 'notText' }]);
    expect(await errorsOf({ text: null })).toMatchObject([{ field: 'text', code: 'notText' }]);
    expect(await errorsOf({ text: '123456' })).toMatchObject([{ code: 'tooLong', params: { limit: 5 } }]);
    expect(await errorsOf({ text: '', priority: 1.5 })).toMatchObject([{ field: 'priority', code: 'notWholeNumber' }]);
  });

  it('is refused with the code and the parameters that a decorator tells', async () => {
    expect(await errorsOf({ text: '', reason: ' ' })).toEqual([{ field: 'reason', code: 'required', params: {} }]);
    expect(await errorsOf({ text: '', values: 1, pins: 1, query: 'a b c' })).toEqual([
      { field: 'values', code: 'notTextValues', params: { limit: 2 } },
      { field: 'pins', code: 'notPins', params: { limit: 2 } },
      { field: 'query', code: 'tooManyWords', params: { limit: 2 } },
    ]);
  });

  it('with unknown fields is refused with one error, which names a few of them', async () => {
    const unknown = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`k${index}`.padEnd(100, 'x'), 1]));
    const [error, ...more] = (await errorsOf({ text: '', ...unknown })) ?? [];
    expect(more).toEqual([]);
    expect(error).toMatchObject({ field: 'k0'.padEnd(64, 'x'), code: 'unknownField', params: { count: 40 } });
    expect(String(error?.params?.['fields']).length).toBeLessThan(400);
  });
});
