import { describe, expect, it } from 'vitest';
import type { TokensResult } from '../tokens/tokens.js';
import { startCall, told } from './call.test.kit.js';
import { runCommand } from './commands.js';
import type { CallParts } from './parts.js';

const exact = { options: { mode: 'exact' } } as const;
const notify = { verb: 'config', notifyEvents: true };

describe('redirect', () => {
  it('with verbs kills the one that runs, drops those that wait, and runs these', async () => {
    const talk = await startCall([
      notify,
      { verb: 'say', text: 'One two three four five.' },
      { verb: 'tag', data: {} },
    ]);
    await talk.pass(500);
    talk.news();
    talk.app.command('redirect', [{ verb: 'say', text: 'Stop.', id: 'next' }]);
    await talk.pass(1000);
    expect(talk.news()).toEqual([
      'verb:status say kill-playback',
      'verb:status say finished',
      'verb:status say starting',
      'verb:status say synthesized-audio',
      'verb:status say start-playback',
      'verb:status say stop-playback',
      'verb:status say finished',
    ]);
    expect(talk.app.messages.at(-1)!.data).toMatchObject({ event: 'finished', name: 'say', id: 'next' });
    expect(talk.hushCount()).toBe(1);
  });

  it('wakes an idle call, whether its verbs are to be queued or not', async () => {
    const talk = await startCall([{ verb: 'answer' }]);
    for (const queueCommand of [true, false]) {
      talk.app.command('redirect', [{ verb: 'say', text: 'Hi' }], { queueCommand });
      await talk.pass(500);
    }
    expect(talk.synthesizer.calls.length).toBe(2);
  });

  it('with queued verbs runs them behind the others', async () => {
    const talk = await startCall([{ verb: 'say', text: 'First.' }]);
    talk.app.command('redirect', [{ verb: 'say', text: 'Second.' }], { queueCommand: true });
    talk.app.command('redirect', [{ verb: 'tag', data: { done: true } }], { queueCommand: true });
    await talk.pass(500);
    expect(talk.call.info.customerData).toBeUndefined();
    await talk.pass(500);
    expect(talk.call.info.customerData).toEqual({ done: true });
    expect(talk.synthesizer.calls.flatMap(({ tasks }) => tasks.map(({ text }) => text))).toEqual(['First.', 'Second.']);
  });

  it('does nothing where one of its verbs is none, and says which', async () => {
    const verbs = [{ verb: 'say', text: 'Hi' }, { verb: 'sing' }];
    const talk = await startCall([{ verb: 'pause', length: 60 }]);
    talk.app.command('redirect', verbs);
    await talk.pass(200);
    expect(talk.synthesizer.calls).toEqual([]);
    expect(talk.app.messages.at(-1)!.data).toMatchObject({ msg: 'invalid verbs', verb: 'sing' });
  });

  it('never lets more verbs wait than are kept', async () => {
    const talk = await startCall([{ verb: 'pause', length: 60 }]);
    const many = Array.from({ length: 200 }, () => ({ verb: 'answer' }));
    for (let time = 0; time < 3; time += 1) talk.app.command('redirect', many, { queueCommand: true });
    await talk.settle();
    expect(talk.app.messages.at(-1)!.data).toMatchObject({ details: 'too many verbs wait to be run' });
  });

  it('leaves the voice of the tokens alone', async () => {
    const talk = await startCall([
      { verb: 'config', ttsStream: { enable: true } },
      { verb: 'pause', length: 60 },
    ]);
    talk.app.command('tts:tokens', { id: 1, tokens: 'One two three four five. ' });
    await talk.pass(400);
    talk.app.command('redirect', [{ verb: 'tag', data: { at: 1 } }]);
    await talk.pass(2500);
    expect(talk.heardMs()).toBeGreaterThan(1000);
    expect(told(talk.app.messages)).not.toContain('tts:streaming-event stream_closed');
  });
});

describe('call:status', () => {
  it('hangs up', async () => {
    const talk = await startCall([{ verb: 'answer' }]);
    talk.app.command('call:status', { call_status: 'completed' });
    await talk.call.ended;
    expect(talk.call.info).toMatchObject({ callStatus: 'completed', callTerminationBy: 'jambonz' });
  });

  it('rejects a call that was not answered', async () => {
    const talk = await startCall([{ verb: 'pause', length: 9 }]);
    talk.app.command('call:status', { call_status: 'no-answer' });
    await talk.call.ended;
    expect(talk.call.info).toMatchObject({ callStatus: 'failed', sipStatus: 503, sipReason: 'Service Unavailable' });
  });

  it('is understood as a bare word, but not where jambonz does not', async () => {
    const talk = await startCall([{ verb: 'answer' }], exact);
    talk.app.command('call:status', 'completed');
    await talk.settle();
    expect(talk.call.info.callStatus).toBe('in-progress');
    const enhanced = await startCall([{ verb: 'answer' }]);
    enhanced.app.command('call:status', 'completed');
    await enhanced.call.ended;
    expect(enhanced.call.info.callStatus).toBe('completed');
  });
});

describe('the other commands', () => {
  it('config takes effect beside the verb that runs', async () => {
    const talk = await startCall([{ verb: 'say', text: 'One two three four five.' }]);
    talk.app.command('config', { ttsStream: { enable: true } });
    await talk.settle();
    expect(told(talk.app.messages)).toContain('tts:streaming-event stream_open');
    expect(talk.hushCount()).toBe(0);
  });

  it('tag is what the call carries from then on, untouched', async () => {
    const talk = await startCall([{ verb: 'answer' }]);
    talk.app.command('tag', { orderId: 7, nested: { aKey: 1 } });
    talk.app.command('call:status', { call_status: 'completed' });
    await talk.call.ended;
    expect(talk.app.messages.at(-1)!.data.customerData).toEqual({ orderId: 7, nested: { aKey: 1 } });
  });

  it('dtmf is heard as the two tones of its key', async () => {
    const talk = await startCall([{ verb: 'answer' }]);
    talk.app.command('dtmf', { digit: '5', duration: 100 });
    await talk.pass(300);
    expect(talk.heardMs()).toBeGreaterThan(80);
    expect(talk.heardMs()).toBeLessThanOrEqual(100);
  });

  it('dtmf is heard key after key, and eight wait at most', async () => {
    const talk = await startCall([{ verb: 'answer' }]);
    for (let at = 0; at < 200; at += 1) talk.app.command('dtmf', { digit: '5', duration: 100 });
    await talk.settle();
    const errors = talk.app.messages.filter(({ type }) => type === 'jambonz:error');
    expect(errors.length).toBe(192);
    expect(errors[0]!.data.details).toBe('too many keys wait to be heard');
    await talk.pass(8 * 150 + 40);
    const starts = talk.heard.filter(
      ({ samples }, at) => isSounding(samples) && !isSounding(talk.heard[at - 1]?.samples),
    );
    expect(starts.length).toBe(8);
    talk.app.command('dtmf', { digit: '5', duration: 100 });
    await talk.pass(300);
    expect(talk.heardMs()).toBeGreaterThan(9 * 90);
  });

  it.each([
    ['what nobody knows', 'dance', {}, 'there is no such command'],
    ['the name of a method', 'constructor', {}, 'there is no such command'],
    ['a redirect to nowhere', 'redirect', { call_hook: 5 }, 'call_hook: Invalid input'],
    ['a redirect to a webhook', 'redirect', { call_hook: 'https://app.example/' }, 'webhooks are not called'],
    ['a config that has no such property', 'config', { volume: 3 }, 'config: unknown property "volume"'],
    ['a status that cannot be', 'call:status', { call_status: 'busy' }, 'call_status: Invalid option'],
    ['no-answer after the answer', 'call:status', { call_status: 'no-answer' }, 'the call has been answered'],
    ['a tag that is no object', 'tag', 'vip', 'Invalid input'],
    ['no key', 'dtmf', { digit: 'x' }, 'digit: use 0 to 9'],
  ])('%s is told, and disturbs nothing', async (_, command, data, details) => {
    const talk = await startCall([{ verb: 'answer' }]);
    talk.app.command(command, data);
    const { data: error } = await talk.app.next('jambonz:error');
    expect(error).toMatchObject({ msg: 'invalid command', command });
    expect(error.details).toContain(details);
    expect(error.error).toBe(error.details);
    expect(talk.call.info.callStatus).toBe('in-progress');
    expect(talk.warnings).toEqual([]);
  });

  it.each([
    'record',
    'mute:status',
    'conf:mute-status',
    'llm:tool-output',
    'llm:update',
    'listen:status',
    'transcribe:status',
    'stt:reconfigure',
    'whisper',
  ])('%s, which jambonz knows, is passed over: only whoever watches is told, once', async (command) => {
    const talk = await startCall([{ verb: 'answer' }]);
    talk.news();
    talk.app.command(command, { any: 'thing' });
    talk.app.command(command, { any: 'thing' });
    await talk.settle();
    expect(told(talk.app.messages).filter((word) => word.startsWith('jambonz:error'))).toEqual([]);
    expect(talk.problems).toEqual([`the command ${command} has no effect here`]);
  });

  it.each(['enhanced', 'exact'] as const)('answer tokens for another call, %s', async (mode) => {
    const talk = await startCall([{ verb: 'answer' }], { options: { mode } });
    talk.app.command('tts:tokens', { id: { a: 1 }, tokens: 'Hi.' }, { callSid: 'another' });
    expect((await talk.app.next('tts:tokens-result')).data).toEqual({
      ...{ id: { a: 1 }, status: 'failed', reason: 'no such call' },
    });
    talk.app.command('tts:flush', undefined, { callSid: 'another' });
    await talk.settle();
    expect(told(talk.app.messages).filter((word) => word.startsWith('tts:')).length).toBe(1);
  });

  it('answer tokens of an application that gave its call away', async () => {
    const talk = await startCall([{ verb: 'answer' }, { verb: 'redirect', actionHook: 'ws://other.example/' }]);
    talk.app.ack(await talk.app.next('session:redirect'), [{ verb: 'pause', length: 60 }]);
    await talk.settle();
    const [old] = talk.app.connections;
    old!.send({ type: 'command', command: 'tts:tokens', data: { id: 1, tokens: 'Hi.' } });
    old!.send({ type: 'command', command: 'tag', data: { by: 'old' } });
    await talk.settle();
    expect(old!.messages.at(-1)).toMatchObject({
      type: 'tts:tokens-result',
      data: { id: 1, status: 'failed', reason: 'no such call' },
    });
    expect(talk.call.info.customerData).toBeUndefined();
  });

  it('are not for another call', async () => {
    const talk = await startCall([{ verb: 'answer' }]);
    talk.app.command('call:status', { call_status: 'completed' }, { callSid: 'another' });
    expect((await talk.app.next('jambonz:error')).data.details).toContain('is not this call');
    talk.app.command('call:status', { call_status: 'completed' }, { callSid: talk.call.sid });
    await talk.call.ended;
  });

  it('say nothing of what is wrong where jambonz does not', async () => {
    const talk = await startCall([{ verb: 'answer' }], exact);
    talk.app.command('dance', {});
    talk.app.command('config', { volume: 3 });
    talk.app.command('redirect', [{ verb: 'sing' }]);
    await talk.settle();
    expect(told(talk.app.messages).filter((word) => word.startsWith('jambonz:error'))).toEqual([]);
    expect(talk.problems.length).toBe(3);
  });
});

function isSounding(samples: Int16Array | undefined): boolean {
  return samples?.some((sample) => sample !== 0) ?? false;
}

it('answers tokens before anything else can happen', () => {
  const order: unknown[] = [];
  const tokens = { accept: (data: unknown): TokensResult => ({ id: data, status: 'ok' }) };
  const parts = { tokens, over: new AbortController().signal } as unknown as CallParts;
  const command = { command: 'tts:tokens', data: 7, queued: false, callSid: undefined, text: '' };
  runCommand(command, parts, (type, data) => order.push(type, data));
  expect(order).toEqual(['tts:tokens-result', { id: 7, status: 'ok' }]);
});
