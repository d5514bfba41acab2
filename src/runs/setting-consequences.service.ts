import { Injectable } from '@nestjs/common';

import type { SettingChange, SettingEffect } from '../contract/settings-comparison.js';
import { type JobOfPeople, PeopleLookup } from '../engine/ports/people-lookup.js';
import type { MappingTarget } from '../mapping/mapping-rule.js';

const MAPPING = 'mapping.';
const ABOUT_PEOPLE: ReadonlySet<SettingEffect> = new Set(['values', 'people', 'problems', 'not-written']);

/** Counts whom changes of settings could concern. */
@Injectable()
export class SettingConsequences {
  constructor(private readonly people: PeopleLookup) {}

  /** The changes with `people` where values could become empty or stay, or people could be left out or have problems. */
  async counted(job: JobOfPeople, changes: readonly SettingChange[]): Promise<readonly SettingChange[]> {
    const counting = changes.filter(isAboutPeople);
    if (counting.length === 0) return changes;
    const targets = counting.flatMap((change) => targetOf(change) ?? []);
    const [withValues, everyone] = await Promise.all([
      this.people.withValues(job, targets),
      this.people.synchronized(job),
    ]);
    return changes.map((change) => {
      if (!isAboutPeople(change)) return change;
      const target = targetOf(change);
      // A value of today says nothing about whether the entry has one for a row that is required.
      const people = target && change.effect !== 'problems' ? (withValues.get(target) ?? 0) : everyone;
      return { ...change, people };
    });
  }
}

function isAboutPeople({ effect }: SettingChange): boolean {
  return ABOUT_PEOPLE.has(effect);
}

/** The field of a row of the mapping. */
function targetOf({ field }: SettingChange): MappingTarget | undefined {
  return field.startsWith(MAPPING) ? (field.slice(MAPPING.length) as MappingTarget) : undefined;
}
