import type { WhyEntry, WhyPerson, WhyReport } from '../../../index.js';
import { localizeProblem } from '../../dto/localize.js';
import type { Reader } from '../../language/reader.decorator.js';
import type { TextsService } from '../../language/texts.service.js';
import type { WhyDto } from './why.dto.js';

/** Adds the texts to a report, and leaves out what its reader may not see: base and filter are settings. */
export function localizeWhy(texts: TextsService, reader: Reader, report: WhyReport): WhyDto {
  const { job, who, asked, directoryError: error, people } = report;
  return {
    job,
    who,
    asked: reader.role === 'administrator' ? asked : [],
    directoryError: error && { code: error.code, ...texts.error(reader, error.code, error.params) },
    people: people.map((person) => localizePerson(texts, reader, person)),
  };
}

function localizePerson(texts: TextsService, reader: Reader, person: WhyPerson): WhyDto['people'][number] {
  const { verdict, entry, mapping, user, problems } = person;
  const { language } = reader;
  return {
    verdict,
    message: texts.text(language, `why:verdicts.${verdict}`),
    entry: entry && visibleEntry(reader, entry),
    mapping: mapping.map(({ problem, ...row }) => ({
      ...row,
      attribute: reader.role === 'administrator' ? row.attribute : null,
      problem: problem && { ...problem, ...texts.problem(language, problem) },
    })),
    user: user && { id: user.id, userName: user.userName, matchedBy: user.matchedBy, pins: user.pins },
    problems: problems.map((problem) => localizeProblem(texts, language, problem)),
  };
}

function visibleEntry({ role }: Reader, { filter, ...entry }: WhyEntry) {
  return { ...entry, meetsFilter: filter.isMet, filter: role === 'administrator' ? filter : null };
}
