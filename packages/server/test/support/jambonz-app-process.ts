/** An application in a process of its own, as a test sees it. */

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished } from 'vitest';
import type { Order, Report } from './jambonz-apps/messages.js';
import { mailbox } from './mailbox.js';

export interface AppProcess {
  /** `ws://…/`. */
  readonly address: string;
  /** All that it has told so far. */
  readonly reports: readonly Report[];
  /** What the client itself complained of. */
  readonly notes: readonly unknown[];
  do(order: Order): void;
  /** The next report of this event; streaming events and statuses go by what they say. Those before it are passed over. */
  next(event: string): Promise<Report['data']>;
}

/** Settles when it listens. The test fails in the end if the process has ended by then, or complained on standard error. */
export async function appProcess(name: string, onReport = (_: Report) => {}): Promise<AppProcess> {
  const module = fileURLToPath(new URL(`./jambonz-apps/${name}.js`, import.meta.url));
  const child = fork(module, { stdio: ['ignore', 'ignore', 'pipe', 'ipc'], execArgv: [] });
  const reports: Report[] = [];
  const inbox = mailbox<Report>();
  let complaints = '';
  child.stderr!.setEncoding('utf8').on('data', (text: string) => {
    complaints += text;
  });
  child.on('message', (report: Report) => {
    reports.push(report);
    inbox.put(report);
    onReport(report);
  });
  const closed = once(child, 'close');
  void closed.then(() => inbox.end(`the application is gone: ${complaints}`));
  onTestFinished(async () => {
    const survived = child.exitCode === null && child.signalCode === null;
    await stop(child, closed);
    expect({ survived, complaints }).toEqual({ survived: true, complaints: '' });
  });
  const next = async (event: string) => (await inbox.next((report) => nameOf(report) === event)).data;
  return {
    address: String((await next('listening')).address),
    reports,
    get notes() {
      return reports.flatMap(({ event, data }) => (event === 'note' ? [data.text] : []));
    },
    do: (order) => void child.send(order),
    next,
  };
}

async function stop(child: ChildProcess, closed: Promise<unknown>): Promise<void> {
  child.kill();
  await closed;
}

/** What a report is called here. */
function nameOf({ event, data }: Report): string {
  return String(data.event_type ?? (event === 'call:status' ? data.call_status : event));
}
