import { describe, expect, it } from 'vitest';
import type { ConsoleEvent } from '../messages.js';
import { fakeTimer } from '../timer.test.kit.js';
import { createLine, type LineState } from './line.js';

const ready = { type: 'ready', sample_rate: 24000, name: 'console', applications: [] };

/** A server's end of a WebSocket, as far as a line uses it. */
class FakeSocket extends EventTarget {
  static readonly made: FakeSocket[] = [];
  readonly sent: string[] = [];
  readonly url: string;
  closedWith: number | undefined;
  binaryType = 'blob';

  constructor(url: string) {
    super();
    this.url = url;
    FakeSocket.made.push(this);
  }

  send(text: string): void {
    this.sent.push(text);
  }

  close(code: number): void {
    this.closedWith = code;
  }

  open(): void {
    this.dispatchEvent(new Event('open'));
  }

  tell(data: unknown): void {
    this.dispatchEvent(Object.assign(new Event('message'), { data }));
  }

  end(code: number, reason = ''): void {
    this.dispatchEvent(Object.assign(new Event('close'), { code, reason }));
  }
}

function setUp() {
  FakeSocket.made.length = 0;
  const timer = fakeTimer();
  const states: LineState[] = [];
  const events: ConsoleEvent[] = [];
  const audio: Uint8Array[] = [];
  let key = 'one';
  const line = createLine({
    url: 'ws://here/jambonz/console',
    WebSocket: FakeSocket as unknown as new (url: string) => WebSocket,
    timer,
    hello: () => ({ type: 'hello', key }),
    onState: (state) => states.push(state),
    onEvent: (event) => events.push(event),
    onAudio: (bytes) => audio.push(bytes),
  });
  return {
    line,
    timer,
    states,
    events,
    audio,
    sockets: FakeSocket.made,
    setKey: (other: string) => {
      key = other;
    },
    up() {
      const socket = FakeSocket.made.at(-1)!;
      socket.open();
      socket.tell(JSON.stringify(ready));
      return socket;
    },
  };
}

describe('the line to the server', () => {
  it('says hello first, and is up when the server is ready', () => {
    const { line, sockets, states, events } = setUp();
    line.connect();
    line.send({ type: 'interrupt' });
    sockets[0]?.open();
    expect(sockets[0]?.sent).toEqual(['{"type":"hello","key":"one"}']);
    sockets[0]?.tell(JSON.stringify(ready));
    line.send({ type: 'interrupt' });
    expect(sockets[0]?.sent.slice(1)).toEqual(['{"type":"interrupt"}']);
    expect(states.map(({ type }) => type)).toEqual(['connecting', 'up']);
    expect(events).toEqual([ready]);
  });

  it('hands audio on as bytes, and passes over what is no event', () => {
    const { line, audio, events, up } = setUp();
    line.connect();
    const socket = up();
    socket.tell(new Uint8Array([1, 2]).buffer);
    socket.tell('no JSON');
    socket.tell('null');
    expect(audio).toEqual([new Uint8Array([1, 2])]);
    expect(events).toHaveLength(1);
  });

  it('dials again when it breaks, later and later, and soon again after it was up', () => {
    const { line, sockets, timer, states, up } = setUp();
    line.connect();
    up().end(1012);
    expect(states.at(-1)).toEqual({ type: 'down', problem: 'the server is being restarted' });
    timer.pass(499);
    expect(sockets).toHaveLength(1);
    timer.pass(1);
    expect(sockets).toHaveLength(2);
    sockets[1]?.end(1006);
    timer.pass(999);
    expect(sockets).toHaveLength(2);
    timer.pass(1);
    up().end(1006);
    timer.pass(500);
    expect(sockets).toHaveLength(4);
    for (let attempt = 4; attempt < 12; attempt += 1) {
      sockets.at(-1)?.end(1006);
      timer.pass(8000);
    }
    expect(sockets).toHaveLength(12);
  });

  it('does not ask again where it was refused, until it is told to', () => {
    const { line, sockets, timer, states, setKey } = setUp();
    line.connect();
    sockets[0]?.open();
    sockets[0]?.end(1008, 'the key is not known');
    expect(states.at(-1)).toEqual({ type: 'refused', problem: 'the key is not known' });
    expect(timer.pending).toBe(0);
    setKey('two');
    line.connect();
    sockets[1]?.open();
    expect(sockets[1]?.sent).toEqual(['{"type":"hello","key":"two"}']);
  });

  it('has one connection at a time, and hears nothing more of a former one', () => {
    const { line, sockets, timer, states, events, up } = setUp();
    line.connect();
    const former = up();
    line.connect();
    expect(former.closedWith).toBe(1000);
    former.tell(JSON.stringify(ready));
    former.end(1006);
    expect(events).toHaveLength(1);
    expect(timer.pending).toBe(0);
    expect(states.at(-1)?.type).toBe('connecting');
    sockets[1]?.end(1006);
    line.connect();
    expect(timer.pending).toBe(0);
    expect(sockets).toHaveLength(3);
  });
});
