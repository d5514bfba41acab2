import { isSameValue, type SettingsByPath } from '../form/settings-by-path.js';

export type Choice = 'mine' | 'theirs';

/** A setting whose value in the form differs from the one that another user has saved in the meantime. */
export interface SettingDifference {
  readonly path: string;
  readonly mine: unknown;
  readonly theirs: unknown;
  /** The version that was changed. Mine if both were. */
  readonly suggested: Choice;
}

export type Choices = Readonly<Record<string, Choice>>;

/** @param base the values with which the form was opened. */
export function differencesBetween(
  base: SettingsByPath,
  mine: SettingsByPath,
  theirs: SettingsByPath,
): readonly SettingDifference[] {
  return Object.keys({ ...theirs, ...mine })
    .filter((path) => !isSameValue(mine[path], theirs[path]))
    .map((path) => ({
      path,
      mine: mine[path],
      theirs: theirs[path],
      suggested: isSameValue(mine[path], base[path]) ? 'theirs' : 'mine',
    }));
}

export function suggestedChoices(differences: readonly SettingDifference[]): Choices {
  return Object.fromEntries(differences.map(({ path, suggested }) => [path, suggested]));
}

/** The saved values with those that were chosen from the form. */
export function mergeChoices(mine: SettingsByPath, theirs: SettingsByPath, choices: Choices): SettingsByPath {
  const chosen = Object.entries(choices).filter(([, choice]) => choice === 'mine');
  return { ...theirs, ...Object.fromEntries(chosen.map(([path]) => [path, mine[path]])) };
}
