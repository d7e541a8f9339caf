import { describe, expect, it } from 'vitest';
import { callSid, connect, converse, outcome, sessionData, settled } from './link.test.kit.js';

describe('jambonz 3: an acknowledgement', () => {
  it('is in time after 4.9 seconds', async () => {
    const { app, link, later, clock } = await connect();
    const answer = link.ask('session:new', sessionData);
    await later(4900);
    app.ack(await app.next('session:new'), [{ verb: 'say' }]);
    expect(await answer).toEqual([{ verb: 'say' }]);
    expect(clock.waiting).toBe(0);
  });

  it('is too late after 5.1 seconds, and disturbs nothing when it comes', async () => {
    const { app, link, later } = await connect();
    const answer = outcome(link.ask('session:new', sessionData));
    await later(5100);
    expect(await answer).toBe('timed-out');
    app.ack(await app.next('session:new'), [{ verb: 'say' }]);
    const next = link.ask('verb:hook', {}, '/next');
    app.ack(await app.next('verb:hook'), []);
    expect(await next).toEqual([]);
    expect(app.messages).toHaveLength(2);
  });

  it.each<[string, unknown]>([
    ['no data', undefined],
    ['an empty list', []],
    ['no list', { verb: 'say' }],
  ])('with %s brings no verbs', async (_, data) => {
    const { app, link } = await connect();
    const answer = link.ask('verb:hook', {}, '/hook');
    app.ack(await app.next('verb:hook'), data);
    expect(await answer).toEqual([]);
  });

  it('of what was never asked, or was answered before, is nothing', async () => {
    const { app, link } = await converse();
    const answer = link.ask('verb:hook', {}, '/hook');
    const hook = await app.next('verb:hook');
    app.send({ type: 'ack', msgid: 'unheard-of', data: [{ verb: 'hangup' }] });
    app.ack(hook, [{ verb: 'say' }]);
    app.ack(hook, [{ verb: 'hangup' }]);
    app.ack({ ...hook, msgid: 'streaming-event' });
    expect(await answer).toEqual([{ verb: 'say' }]);
    await settled();
    expect(app.messages).toHaveLength(2);
  });

  it('may come in another order than the questions', async () => {
    const { app, link } = await converse();
    const answers = [link.ask('verb:hook', {}, '/a'), link.ask('verb:hook', {}, '/b')];
    const [first, second] = [await app.next('verb:hook'), await app.next('verb:hook')];
    app.ack(second, ['second']);
    app.ack(first, ['first']);
    expect(await Promise.all(answers)).toEqual([['first'], ['second']]);
  });
});

describe('jambonz 6: a message of the application', () => {
  it('may come before it was asked anything', async () => {
    const { app, commands } = await connect();
    app.command('tts:tokens', { id: 1, tokens: 'Hello.' });
    await settled();
    expect(commands).toMatchObject([{ command: 'tts:tokens', data: { id: 1, tokens: 'Hello.' } }]);
  });

  it('lets others have their turn where hundreds come at once', async () => {
    const { app, commands } = await connect();
    await settled();
    for (let id = 0; id < 200; id += 1) app.command('tts:tokens', { id, tokens: 'word ' });
    const counts: number[] = [];
    while (commands.length < 200) {
      await new Promise(setImmediate);
      counts.push(commands.length);
    }
    expect(counts.length).toBeGreaterThan(3);
    expect(commands.map(({ data }) => data)).toEqual(Array.from({ length: 200 }, (_, id) => ({ id, tokens: 'word ' })));
  });

  it('is read in a binary frame as in a text one', async () => {
    const { app, commands, received } = await connect();
    const text = '{"type":"command","command":"tts:tokens","data":{"id":1,"tokens":"schön"}}';
    app.send(new Uint8Array(Buffer.from(text)));
    await settled();
    expect(commands).toMatchObject([{ command: 'tts:tokens', data: { tokens: 'schön' }, text }]);
    expect(received).toEqual([text]);
  });

  it.each<[string, string]>([
    ['{"type":"command","command":"redirect"}', 'data property not supplied'],
    ['{"type":"hello","msgid":"m"}', 'invalid type property: hello'],
    ['{"noType":1}', 'type property not supplied'],
    ['tell me', expect.stringContaining('is not valid JSON')],
  ])('%s is answered as invalid, and nothing else is disturbed', async (content, details) => {
    const { app, link, commands } = await converse();
    const answer = link.ask('verb:hook', {}, '/hook');
    app.send(content);
    expect(await app.next('jambonz:error')).toEqual({
      type: 'jambonz:error',
      msgid: expect.any(String),
      call_sid: callSid,
      data: { msg: 'InvalidMessage', details, content },
    });
    app.ack(await app.next('verb:hook'));
    expect(await answer).toEqual([]);
    expect(commands).toEqual([]);
    expect(app.connections).toHaveLength(1);
  });

  it('of 24 KiB is taken; a longer one is a drop', async () => {
    const { app, commands, later } = await converse();
    const tokens = (length: number) => {
      const text = (words: string) => `{"type":"command","command":"tts:tokens","data":{"id":1,"tokens":"${words}"}}`;
      return text('x'.repeat(length - text('').length));
    };
    app.send(tokens(24_576));
    await settled();
    expect(commands).toHaveLength(1);
    app.send(tokens(25 * 1024));
    expect(await app.connections[0]!.closed).toBe(1009);
    await later(500);
    expect((await app.next('session:reconnect')).call_sid).toBe(callSid);
    expect(commands).toHaveLength(1);
  });
});

describe('jambonz 7: a message to the application', () => {
  it('names the call from session:new on, which is not the first for a call that goes out', async () => {
    const { app, link } = await connect();
    link.notify('call:status', { callSid, callStatus: 'trying' });
    void outcome(link.ask('session:new', sessionData));
    link.notify('call:status', { callSid, callStatus: 'in-progress' });
    expect(app.messages).toEqual([
      { type: 'call:status', msgid: expect.any(String), data: { call_sid: callSid, call_status: 'trying' } },
      {
        type: 'session:new',
        msgid: expect.any(String),
        call_sid: callSid,
        data: { call_sid: callSid, call_status: 'trying', env_vars: { someName: 1 } },
      },
      {
        type: 'call:status',
        msgid: expect.any(String),
        call_sid: callSid,
        data: { call_sid: callSid, call_status: 'in-progress' },
      },
    ]);
  });

  it('does not name the call in a session:redirect that is the first over its link, but after it', async () => {
    const { app, link } = await connect();
    void outcome(link.ask('session:redirect', { callSid }, 'wss://other.example.com/'));
    void outcome(link.ask('verb:hook', {}, '/hook'));
    const [redirect, hook] = app.messages;
    expect(redirect).toMatchObject({ hook: 'wss://other.example.com/', data: { call_sid: callSid } });
    expect(redirect).not.toHaveProperty('call_sid');
    expect(hook).toMatchObject({ hook: '/hook', call_sid: callSid });
  });

  it('names the call in a session:redirect that comes later', async () => {
    const { app, link } = await converse();
    void outcome(link.ask('session:redirect', {}, '/billing'));
    expect(app.messages.at(-1)).toMatchObject({ type: 'session:redirect', call_sid: callSid });
  });

  it('is with the socket before notify returns, so that a result leaves in the turn of its tokens', async () => {
    const { app, link } = await converse();
    link.notify('tts:tokens-result', { id: 1, status: 'ok' });
    expect(app.messages.at(-1)).toMatchObject({ type: 'tts:tokens-result', data: { id: 1, status: 'ok' } });
  });

  it('is in the log as it went over the wire, and so is what comes', async () => {
    const { app, sent, received } = await converse();
    expect(sent.map((text) => JSON.parse(text))).toEqual(app.messages);
    expect(received.map((text) => JSON.parse(text))).toEqual([
      { type: 'ack', msgid: app.messages[0]!.msgid, data: [{ verb: 'answer' }] },
    ]);
  });

  it('to an application that does not read is kept up to four mebibytes, then its connection is broken, and it is called back', async () => {
    const { app, link, later, gone } = await converse();
    const [first] = app.connections;
    first!.stall();
    const kibibytes = (count: number) => ({ text: 'x'.repeat(count * 1024) });
    for (let at = 0; at < 63; at += 1) link.notify('call:status', kibibytes(64));
    await settled();
    expect(first!.isOpen).toBe(true);
    link.notify('call:status', kibibytes(64));
    expect(await first!.closed).toBe(1006);
    await later(500);
    app.ack(await app.next('session:reconnect'));
    await settled();
    link.notify('call:status', { callStatus: 'in-progress' });
    expect(app.connections[1]!.messages.at(-1)).toMatchObject({ data: { call_status: 'in-progress' } });
    expect(gone).toEqual([]);
  });

  it('is no reason to tell of the loss once the call has said goodbye', async () => {
    const { app, link, gone } = await converse();
    app.connections[0]!.stall();
    link.notify('call:status', { text: 'x'.repeat(4 * 1024 * 1024) });
    link.close(1000);
    await settled();
    expect(gone).toEqual([]);
  });

  it('to an application that reads again makes room for others', async () => {
    const { app, link, gone } = await converse();
    for (let at = 0; at < 80; at += 1) {
      app.connections[0]!.stall();
      link.notify('call:status', { text: 'x'.repeat(64 * 1024) });
      app.connections[0]!.resume();
      await settled();
    }
    expect(gone).toEqual([]);
    expect(app.messages).toHaveLength(81);
  });
});
