import { Injectable } from '@nestjs/common';

import type { SettingChange, SettingEffect } from '../contract/settings-comparison.js';
import { type JobOfPeople, PeopleLookup } from '../engine/ports/people-lookup.js';
import type { MappingTarget } from '../mapping/mapping-rule.js';

const MAPPING = 'mapping.';
const ABOUT_PEOPLE: ReadonlySet<SettingEffect> = new Set(['values', 'people', 'problems', 'not-written']);

interface PeopleOfJob {
  readonly withValues: ReadonlyMap<MappingTarget, number>;
  readonly everyone: number;
}

/** Counts whom changes of settings could concern. */
@Injectable()
export class SettingConsequences {
  constructor(private readonly people: PeopleLookup) {}

  /** The changes with `people` of all the jobs where values could become empty or stay, or people could be left out or have problems. */
  async counted(jobs: readonly JobOfPeople[], changes: readonly SettingChange[]): Promise<readonly SettingChange[]> {
    const counting = changes.filter(isAboutPeople);
    if (counting.length === 0) return changes;
    const targets = counting.flatMap((change) => targetOf(change) ?? []);
    const found = await Promise.all(jobs.map((job) => this.countedOf(job, targets)));
    const sum = (count: (of: PeopleOfJob) => number) => found.reduce((total, of) => total + count(of), 0);
    return changes.map((change) => {
      if (!isAboutPeople(change)) return change;
      const target = targetOf(change);
      // A value of today says nothing about whether the entry has one for a row that is required.
      const hasValues = target !== undefined && change.effect !== 'problems';
      const people = sum(({ withValues, everyone }) => (hasValues ? (withValues.get(target) ?? 0) : everyone));
      return { ...change, people };
    });
  }

  private async countedOf(job: JobOfPeople, targets: readonly MappingTarget[]): Promise<PeopleOfJob> {
    const [withValues, everyone] = await Promise.all([
      this.people.withValues(job, targets),
      this.people.synchronized(job),
    ]);
    return { withValues, everyone };
  }
}

function isAboutPeople({ effect }: SettingChange): boolean {
  return ABOUT_PEOPLE.has(effect);
}

/** The field of a row of the mapping. */
function targetOf({ field }: SettingChange): MappingTarget | undefined {
  return field.startsWith(MAPPING) ? (field.slice(MAPPING.length) as MappingTarget) : undefined;
}
