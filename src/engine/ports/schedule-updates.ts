/** Keeps the schedules of this process as the stored settings say. */
export abstract class ScheduleUpdates {
  /** Applies the stored schedules and follows changes from then on. */
  abstract start(): Promise<void>;
  /** Applies the stored schedules now. */
  abstract refresh(): Promise<void>;
}
