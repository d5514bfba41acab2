import type { Problem, WhyEntry, WhyNext, WhyPerson, WhyReport, WhyUser } from '../../../index.js';
import { localizeFinding, localizeProblem } from '../../dto/localize.js';
import type { Reader } from '../../language/reader.decorator.js';
import type { TextsService } from '../../language/texts.service.js';
import type { WhyDto } from './why.dto.js';

type Described = Pick<Problem, 'code' | 'params'>;
type WhyUserDto = NonNullable<WhyDto['people'][number]['user']>;

/** Adds the texts to a report, and leaves out what its reader may not see: base and filter are settings. */
export function localizeWhy(texts: TextsService, reader: Reader, report: WhyReport): WhyDto {
  const { job, who, asked, directoryError: error, people } = report;
  return {
    job,
    who,
    asked: reader.role === 'administrator' ? asked : [],
    directoryError: error && { code: error.code, ...texts.error(reader, error.code, error.params) },
    people: people.map((person) => localizePerson(texts, reader, who, person)),
  };
}

function localizePerson(texts: TextsService, reader: Reader, who: string, person: WhyPerson): WhyDto['people'][number] {
  const { verdict, entry, mapping, match, user, next, plan, problems, findings, areRunsSearched } = person;
  const { language } = reader;
  const described = <P extends Described>(problem: P) => describe(texts, reader, problem);
  return {
    verdict,
    message: texts.text(language, `why:verdicts.${verdict}`, { who }),
    entry: entry && visibleEntry(texts, reader, entry),
    mapping: mapping.map(({ problem, ...row }) => ({
      ...row,
      attribute: reader.role === 'administrator' ? row.attribute : null,
      problem: problem && described(problem),
    })),
    match,
    user: user && visibleUser(user),
    next: next && localizeNext(texts, reader, next),
    plan,
    problems: problems.map((problem) => localizeProblem(texts, language, problem)),
    findings: findings.map((finding) => {
      const { code, message, setting } = localizeFinding(texts, reader, finding);
      return { ...finding, code, message, setting };
    }),
    areRunsSearched,
  };
}

/** Adds the texts to what a run would do. */
export function localizeNext(texts: TextsService, reader: Reader, next: WhyNext) {
  const { problem, fieldProblems } = next;
  return {
    ...next,
    problem: problem && describe(texts, reader, problem),
    fieldProblems: fieldProblems.map((each) => describe(texts, reader, { ...each, isPartial: true })),
  };
}

/** Adds the texts to a problem. */
export function describe<P extends Described>(texts: TextsService, { language }: Reader, problem: P) {
  return { ...problem, ...texts.problem(language, problem) };
}

function visibleUser({ id, userName, matchedBy, pins, fields, links }: WhyUser) {
  return { id, userName, matchedBy, pins, fields: fields as WhyUserDto['fields'], links };
}

export function visibleEntry(texts: TextsService, reader: Reader, { filter, inactivity, ...entry }: WhyEntry) {
  return {
    ...entry,
    meetsFilter: filter.isMet,
    filter: reader.role === 'administrator' ? filter : null,
    inactivity: inactivityText(texts, reader, inactivity),
  };
}

/** Adds the text to the reason why someone is not active. */
export function inactivityText(texts: TextsService, { language }: Reader, inactivity: WhyEntry['inactivity']) {
  if (!inactivity) return null;
  return { ...inactivity, message: texts.text(language, `why:inactive.${inactivity.rule}`, { ...inactivity }) };
}
