/**
 * Runs, plans, approvals, cancellations, resumptions and reverts in plain TypeScript, over a map of people. Names never
 * conflict here; what a plan decides when they do is the matter of `plan-model.ts`.
 */

export const FIELDS = ['title', 'email', 'state'] as const;
export type Field = (typeof FIELDS)[number];
export type Values = Readonly<Record<Field, string>>;

export interface Entry {
  readonly title: string;
  readonly email: string;
  readonly unit: string;
}

export interface User {
  /** A user who is created again after someone deleted it is another one. */
  readonly key: number;
  readonly values: Values;
}

export interface Row {
  readonly name: string;
  /** Of the user as planned. */
  readonly key: number;
  readonly isNew: boolean;
  /** Whether it links the entry to the user. */
  readonly links: boolean;
  readonly before: Values | null;
  readonly after: Values;
}

export interface ModelRun {
  readonly position: number;
  /** In the order in which they are applied. */
  rows: readonly Row[];
  /** Who was read, in the names of the directory; null for a revert. */
  readonly read: ReadonlySet<string> | null;
  /** Whom it reads alone; null: everyone. */
  readonly only: string | null;
  readonly planned: number;
  /** The settings with which it was planned. */
  readonly shape: string;
  /** Whether it began to apply its plan before it broke off; if it was cancelled, only if it came to its first change. */
  canResume?: boolean;
  /** When its plan was made, approved or resumed, in the order of all that happened. */
  began: number;
  applied: Row[];
  refused: number;
  attempted: number;
  state: 'planned' | 'stopped' | 'broken' | 'completed';
}

interface Link {
  readonly key: number;
  readonly unit: string;
  readonly isSeen: boolean;
  /** When a run read the person alone. */
  readonly seenAlone?: number;
}

export class MixtureModel {
  readonly directory = new Map<string, Entry>();
  /** By name. */
  readonly users = new Map<string, User>();
  readonly links = new Map<string, Link>();
  readonly runs: ModelRun[] = [];
  /** The settings in force. */
  shape = 'a';
  /** The pinned fields of each user, by key. */
  private readonly pins = new Map<number, ReadonlySet<Field>>();
  private readonly units = new Map<ModelRun, ReadonlyMap<string, string>>();
  private keys = 0;
  private time = 0;

  /** Everyone in the directory gets the same title. */
  retitle(title: string): void {
    for (const [name, entry] of this.directory) this.directory.set(name, { ...entry, title });
  }

  /** What a run over the directory would do, in the order of names. */
  plan(): ModelRun {
    const rows = [...this.directory].flatMap(([name, entry]) => this.rowOf(name, entry));
    const run = this.begin(rows, new Set(this.directory.keys()));
    this.units.set(run, new Map([...this.directory].map(([name, { unit }]) => [name, unit])));
    return run;
  }

  /** What a run over one person would do. */
  planOne(name: string): ModelRun {
    const entry = this.directory.get(name);
    if (!entry) throw new Error(`${name} is not in the directory.`);
    const run = this.begin(this.rowOf(name, entry), new Set([name]), name);
    this.units.set(run, new Map([[name, entry.unit]]));
    return run;
  }

  /** What turning a run back would do, or some of its people or fields. */
  planRevert({ applied }: ModelRun, people: readonly string[] | null, fields: readonly Field[] | null): ModelRun {
    const selected = applied.filter(({ name }) => people?.includes(name) ?? true);
    const rows = selected.flatMap((row) => {
      const user = this.users.get(row.name);
      if (user?.key !== row.key) return [];
      const after = { ...user.values };
      for (const field of fields ?? FIELDS) {
        const old = row.before ? row.before[field] : field === 'state' ? 'inactive' : row.after[field];
        const isPinned = this.pinsOf(row.key).has(field);
        if (old !== row.after[field] && user.values[field] === row.after[field] && !isPinned) after[field] = old;
      }
      const isChange = FIELDS.some((field) => after[field] !== user.values[field]);
      const links = false;
      return isChange ? [{ name: row.name, key: row.key, isNew: false, links, before: user.values, after }] : [];
    });
    return this.begin(rows, null);
  }

  /** Whether a newer run was applied since the plan was made, if only to find that nobody changes. */
  private isOvertaken(run: ModelRun): boolean {
    return this.runs.some((other) => {
      if (other.only !== null) return other.attempted > 0 && other.began > run.began && linksSame(run, other);
      const isApplied =
        other.attempted > 0 ||
        (other.state === 'completed' && other.read !== null && run.read !== null && other.shape === run.shape);
      return other !== run && isApplied && other.began > run.began;
    });
  }

  /** One of the runs of which something can be made, or, now and then, any run. */
  runAt(position: number, isUsable: (run: ModelRun) => boolean): ModelRun | undefined {
    const runs = position % 5 === 0 ? this.runs : this.runs.filter(isUsable);
    return runs[position % runs.length];
  }

  /** Why a plan cannot be applied; undefined if it can. */
  staleReason(run: ModelRun, isLate: boolean): string | undefined {
    if (this.isOvertaken(run)) return 'newer-run';
    if (isLate) return 'age';
    return run.shape === this.shape ? undefined : 'settings';
  }

  pin(key: number, field: Field, isSet: boolean): void {
    const others = [...this.pinsOf(key)].filter((other) => other !== field);
    this.pins.set(key, new Set(isSet ? [...others, field] : others));
  }

  /** Values of the user, where they are pinned, and the given ones. */
  kept({ key, values }: User, given: Values): Values {
    const pins = this.pinsOf(key);
    return Object.fromEntries(
      FIELDS.map((field) => [field, pins.has(field) ? values[field] : given[field]]),
    ) as unknown as Values;
  }

  /** How many of the people whom a run reads keep a value because it is pinned. */
  pinned({ read }: ModelRun): number {
    return [...this.directory].filter(([name, entry]) => {
      if (!read?.has(name)) return false;
      const [user, given] = [this.users.get(name), valuesOf(entry)];
      return user && FIELDS.some((field) => this.kept(user, given)[field] !== given[field]);
    }).length;
  }

  private pinsOf(key: number): ReadonlySet<Field> {
    return this.pins.get(key) ?? new Set();
  }

  breakOff(run: ModelRun, hasBegun: boolean, isKilled: boolean): void {
    run.state = 'broken';
    run.canResume = hasBegun && (isKilled || run.attempted > 0);
  }

  /** The run is approved or resumed: what was planned since is overtaken. */
  startLater(run: ModelRun): void {
    run.began = ++this.time;
  }

  /** Applies one row. */
  apply(run: ModelRun, row: Row): void {
    run.attempted++;
    const user = this.users.get(row.name);
    if (row.isNew) this.users.set(row.name, { key: row.key, values: row.after });
    else if (user?.key === row.key && isAsBefore(user.values, row) && !this.isPinned(row)) {
      this.users.set(row.name, { key: row.key, values: { ...user.values, ...changed(row) } });
    } else {
      run.refused++;
      return;
    }
    run.applied.push(row);
    const unit = this.units.get(run)?.get(row.name);
    if (unit !== undefined) this.links.set(row.name, { isSeen: true, ...this.links.get(row.name), key: row.key, unit });
  }

  private isPinned(row: Row): boolean {
    return Object.keys(changed(row)).some((field) => this.pinsOf(row.key).has(field as Field));
  }

  complete(run: ModelRun): void {
    run.state = 'completed';
    if (!run.read) return;
    for (const [name, link] of this.links) {
      const isRead = run.read.has(name);
      if (run.only === null) {
        const isSeenLater = (link.seenAlone ?? 0) > run.planned;
        this.links.set(name, { ...link, isSeen: isRead || (isSeenLater && link.isSeen) });
      } else if (isRead) this.links.set(name, { ...link, isSeen: true, seenAlone: run.planned });
    }
  }

  private begin(rows: readonly Row[], read: ReadonlySet<string> | null, only: string | null = null): ModelRun {
    const now = ++this.time;
    const run: ModelRun = {
      only,
      planned: now,
      shape: this.shape,
      position: this.runs.length,
      rows,
      read,
      began: now,
      applied: [],
      refused: 0,
      attempted: 0,
      state: 'planned',
    };
    this.runs.push(run);
    return run;
  }

  private rowOf(name: string, entry: Entry): readonly Row[] {
    const { unit } = entry;
    const given = valuesOf(entry);
    const [user, link] = [this.users.get(name), this.links.get(name)];
    if (!user) return [{ name, key: ++this.keys, isNew: true, links: true, before: null, after: given }];
    const after = this.kept(user, given);
    const isLinked = link?.key === user.key && link.unit === unit;
    const isChange = !isLinked || FIELDS.some((field) => after[field] !== user.values[field]);
    const links = link?.key !== user.key;
    return isChange ? [{ name, key: user.key, isNew: false, links, before: user.values, after }] : [];
  }
}

/** What a run makes of an entry. */
export function valuesOf({ title, email }: Entry): Values {
  return { title, email, state: 'active' };
}

export function changed({ before, after }: Pick<Row, 'before' | 'after'>): Partial<Record<Field, string>> {
  return Object.fromEntries(
    FIELDS.filter((field) => before?.[field] !== after[field]).map((field) => [field, after[field]]),
  );
}

/** Whether a plan would create or take over the person of another run, who would be there twice. */
function linksSame({ rows }: ModelRun, other: ModelRun): boolean {
  return rows.some(({ name, links }) => links && other.rows.some((row) => row.name === name));
}

function isAsBefore(values: Values, row: Row): boolean {
  return Object.keys(changed(row)).every((field) => values[field as Field] === row.before?.[field as Field]);
}
