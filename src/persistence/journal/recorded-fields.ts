import type { FieldWriter, RecordedField } from '../../contract/users.js';
import type { JournalValues } from './differences.js';
import { isAfter, type Moment } from './order-of-history.js';
import type { ValueOrder } from './value-order.js';

/** An applied change, with all values and not only those that differ. */
export interface AppliedChange extends FieldWriter, Moment {
  /** It has expired, or its run: earlier changes of the user may be missing. */
  readonly isExpired: boolean;
  readonly order: Pick<ValueOrder, 'names'>;
  /** When the values that do not differ were seen: a run sees them when it makes its plan. */
  readonly seen: Moment;
  /** Empty for a new user. */
  readonly before: JournalValues;
  readonly after: JournalValues;
}

interface Recorded {
  value: string | null;
  writtenBy: FieldWriter | null;
  readonly seen: Moment;
}

/** The values that changes left, each with the change that wrote it. Takes the changes of a user from the newest on. */
export class RecordedFields {
  private readonly fields = new Map<string, Recorded>();

  add({ runId, manual, at, position, seen, order, before, after }: AppliedChange): void {
    const isNew = before.length === 0;
    order.names.forEach((name, index) => {
      const [old, value] = [before[index] ?? null, after[index] ?? null];
      const field = this.fields.get(name) ?? { value, writtenBy: null, seen };
      this.fields.set(name, field);
      if (field.writtenBy || (!isNew && old === value)) return;
      // A person changed the value after a run had made its plan, which another change of the user was applied from.
      if (isAfter({ position, at }, field.seen)) field.value = value;
      field.writtenBy = { runId, manual, at };
    });
  }

  /** The values as the newest change left them. */
  past(isBound: (name: string) => boolean): ReadonlyMap<string, RecordedField> {
    return new Map([...this.fields].filter(([name]) => isBound(name)));
  }

  /** The names of the values that changes have removed. */
  removed(): readonly string[] {
    return [...this.fields].filter(([, { value }]) => value === null).map(([name]) => name);
  }

  /** The given values. One that differs from the recorded value was written by someone else. */
  present(values: ReadonlyMap<string, string | null>): ReadonlyMap<string, RecordedField> {
    return new Map(
      [...values].map(([name, value]) => {
        const recorded = this.fields.get(name);
        return [name, { value, writtenBy: recorded?.value === value ? recorded.writtenBy : null }];
      }),
    );
  }
}
