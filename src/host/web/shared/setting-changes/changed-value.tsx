import { Text } from '@mantine/core';
import type { FormDefinition } from '../api/jobs.js';
import { useValueLines } from './use-value-lines.js';
import { schemaAt } from '../settings-schema/schema-at.js';
import classes from './changed-value.module.css';
import { schemaPathOf } from './use-setting-name.js';

interface ChangedValueProps {
  readonly field: string;
  readonly value: unknown;
  /** The value before or after it. */
  readonly other: unknown;
  readonly definition: FormDefinition;
}

/** One side of a changed setting; of a list, only what the other side does not have. */
export function ChangedValue({ field, value, other, definition }: ChangedValueProps) {
  const path = schemaPathOf(field);
  const lines = useValueLines(schemaAt(definition.schema, path));
  const rows = (each: unknown) => (path === field ? each : each === null ? [] : [each]);
  return lines(rows(value), rows(other)).map((line) => (
    <Text span key={line} className={classes.line}>
      {line}
    </Text>
  ));
}
