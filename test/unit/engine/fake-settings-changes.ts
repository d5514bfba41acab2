import { type SettingsChanges, SettingsChangesService } from '../../../src/engine/approval/settings-changes.service.js';

const unused = {} as never;

export class FakeSettingsChanges extends SettingsChangesService {
  constructor(private readonly fixture: { readonly changes: SettingsChanges }) {
    super(unused, unused);
  }

  override of = async () => this.fixture.changes;
}
