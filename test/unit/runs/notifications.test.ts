import { Logger } from '@nestjs/common';
import { beforeEach, expect, it, vi } from 'vitest';

import { NotificationChannel, type SyncNotification } from '../../../src/contract/notifications.js';
import { NotificationOutbox } from '../../../src/engine/ports/notification-outbox.js';
import { NotificationsService } from '../../../src/runs/notifications.service.js';

const notification: Omit<SyncNotification, 'displayName'> = {
  id: 'n1',
  kind: 'run.failed',
  job: 'LDAPAddonBatchSync',
  at: new Date(0),
  run: null,
  expectedBy: null,
};

/** Every claim is due at once. */
class MemoryOutbox extends NotificationOutbox {
  waiting = [{ notification, sentBy: [] as string[] }];
  readonly overdue: string[] = [];

  storeOverdue(job: string): Promise<void> {
    this.overdue.push(job);
    return Promise.resolve();
  }
  claim() {
    const [claimed, ...others] = this.waiting;
    this.waiting = others;
    return Promise.resolve(claimed);
  }
  sent(_: string, channel: string): Promise<void> {
    this.sentBy.push(channel);
    return Promise.resolve();
  }
  finish(): Promise<void> {
    this.isFinished = true;
    return Promise.resolve();
  }
  health() {
    return Promise.resolve({ waiting: 0, failed: 0 });
  }
  readonly sentBy: string[] = [];
  isFinished = false;
}

class Channel extends NotificationChannel {
  readonly received: string[] = [];
  constructor(
    readonly name: string,
    private readonly isDown = false,
  ) {
    super();
  }
  send({ id }: SyncNotification): Promise<void> {
    this.received.push(id);
    return this.isDown ? Promise.reject(new Error('down')) : Promise.resolve();
  }
}

const metrics = { notificationFinished: vi.fn<(channel: string, outcome: string) => void>() };
beforeEach(() => {
  metrics.notificationFinished.mockClear();
  vi.spyOn(Logger.prototype, 'warn').mockReturnValue();
});

const serviceWith = (outbox: MemoryOutbox, notifications: NotificationChannel[], overdue: string[] = []) =>
  new NotificationsService(
    { notifications },
    outbox,
    { displayNameOf: (job: string) => Promise.resolve(`Synchronize: ${job}`) } as never,
    { find: () => Promise.resolve(overdue.map((job) => ({ job, expectedBy: new Date(0) }))) } as never,
    metrics as never,
  );

it('each channel sends a notification once, also when another one is down', async () => {
  const [mail, webhook, outbox] = [new Channel('mail'), new Channel('webhook', true), new MemoryOutbox()];
  const service = serviceWith(outbox, [mail, webhook]);
  await service.sendDue();
  expect(outbox).toMatchObject({ sentBy: ['mail'], isFinished: false });

  outbox.waiting = [{ notification, sentBy: ['mail'] }];
  await service.sendDue();
  expect(mail.received).toEqual(['n1']);
  expect(webhook.received).toEqual(['n1', 'n1']);
  expect(metrics.notificationFinished.mock.calls.map((call) => call.join(' ')).toSorted()).toEqual([
    'mail sent',
    'webhook failed',
    'webhook failed',
  ]);
});

it('a notification that all channels have sent is finished', async () => {
  const outbox = new MemoryOutbox();
  await serviceWith(outbox, [new Channel('mail'), new Channel('webhook')]).sendDue();
  expect(outbox.isFinished).toBe(true);
});

it('a database that is down does not reject', async () => {
  const outbox = new MemoryOutbox();
  vi.spyOn(outbox, 'claim').mockRejectedValue(new Error('down'));
  await expect(serviceWith(outbox, [new Channel('mail')]).sendDue()).resolves.toBeUndefined();
});

it('jobs that are overdue are stored', async () => {
  const outbox = new MemoryOutbox();
  await serviceWith(outbox, [new Channel('mail')], ['LDAPAddonBatchSync']).storeOverdue();
  expect(outbox.overdue).toEqual(['LDAPAddonBatchSync']);
});

it('a channel that never responds stops neither the others nor the shutdown', async () => {
  vi.useFakeTimers();
  try {
    const [mail, outbox] = [new Channel('mail'), new MemoryOutbox()];
    const hanging = Object.assign(new Channel('hanging'), { send: () => Promise.race<void>([]) });
    const sending = serviceWith(outbox, [hanging, mail]).sendDue();
    await vi.advanceTimersByTimeAsync(30_000);
    await sending;
    expect(outbox).toMatchObject({ sentBy: ['mail'], isFinished: false });
  } finally {
    vi.useRealTimers();
  }
});
