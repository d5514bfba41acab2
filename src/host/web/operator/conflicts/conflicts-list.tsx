import { Stack } from '@mantine/core';
import { useState } from 'react';
import type { ConflictChoice, ConflictRow, ConflictsFilter, ConflictsFound } from '../../shared/api/conflicts.js';
import { Dialog } from '../../shared/components/dialog.js';
import { toggledOne } from '../../shared/components/selection.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { CHOICES } from './choice-looks.js';
import { ConflictsSelection } from './conflicts-selection.js';
import { ConflictsTable } from './conflicts-table.js';
import { type DecidedConflicts, DecideForm } from './decide-form.js';

interface ConflictsListProps {
  readonly filter: ConflictsFilter;
  readonly found: ConflictsFound;
  readonly conflicts: readonly ConflictRow[];
}

const NOTHING: ReadonlySet<string> = new Set();

/** The conflicts, of which one, several or all of a kind are decided. */
export function ConflictsList({ filter, found, conflicts }: ConflictsListProps) {
  const { t } = useTexts();
  // Another filter and another run show other rows: what is hidden is not selected.
  const shownKey = JSON.stringify([filter, found.run?.id]);
  const [chosen, setChosen] = useState({ shownKey, ids: NOTHING });
  const [asked, setAsked] = useState<(DecidedConflicts & { readonly choice: ConflictChoice }) | undefined>(undefined);
  const selected = chosen.shownKey === shownKey ? chosen.ids : NOTHING;
  const select = (ids: ReadonlySet<string>) => setChosen({ shownKey, ids });
  const close = () => setAsked(undefined);
  return (
    <Stack gap="xs">
      <ConflictsSelection
        filter={filter}
        found={found}
        conflicts={conflicts}
        selected={selected}
        onSelect={select}
        onDecide={(choice, decided) => setAsked({ choice, ...decided })}
      />
      <ConflictsTable
        conflicts={conflicts}
        selected={selected}
        onToggle={(id) => select(toggledOne(selected, id))}
        onDecide={(choice, conflict) => setAsked({ choice, conflicts: [conflict], kind: undefined })}
      />
      <Dialog opened={asked !== undefined} title={asked ? t(CHOICES[asked.choice].label) : ''} onClose={close}>
        {asked && (
          <DecideForm choice={asked.choice} decided={asked} releasedName={found.releasedName} onClose={close} />
        )}
      </Dialog>
    </Stack>
  );
}
