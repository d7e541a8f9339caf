import { describe, expect, it } from 'vitest';
import { createMessageId } from './message-id.js';
import { type Envelope, format, parse } from './messages.js';

const write = (message: unknown) => parse(JSON.stringify(message));

describe('jambonz 6: what an application sends', () => {
  it.each<[string, object, readonly unknown[]]>([
    ['verbs', { data: [{ verb: 'say' }] }, [{ verb: 'say' }]],
    ['no data', {}, []],
    ['an empty list', { data: [] }, []],
    ['an object for data', { data: { verb: 'say' } }, []],
    ['text for data', { data: 'say' }, []],
    ['null for data', { data: null }, []],
  ])('an ack with %s', (_, fields, verbs) => {
    expect(write({ type: 'ack', msgid: 'm', ...fields })).toEqual({ type: 'ack', msgid: 'm', verbs });
  });

  it('a command with all of its fields, and its text', () => {
    const text = '{"type":"command","command":"redirect","queueCommand":true,"callSid":"c","data":[{"verb":"say"}]}';
    const command = { command: 'redirect', queued: true, callSid: 'c', data: [{ verb: 'say' }], text };
    expect(parse(text)).toEqual({ type: 'command', command });
  });

  it('a command that says no more than it must replaces, for this call', () => {
    const { command } = write({ type: 'command', command: 'config', data: {} }) as { command: object };
    expect(command).toMatchObject({ queued: false, callSid: undefined });
  });

  it.each(['tts:flush', 'tts:clear', 'llm:tool-output'])('%s needs no data', (command) => {
    expect(write({ type: 'command', command })).toMatchObject({ type: 'command', command: { command } });
  });

  it('an unknown command is a command: whoever carries it out knows which there are', () => {
    expect(write({ type: 'command', command: 'moon:phase', data: 1 })).toMatchObject({ type: 'command' });
  });

  it.each<[string, string]>([
    ['null', 'type property not supplied'],
    ['[]', 'type property not supplied'],
    ['"ack"', 'type property not supplied'],
    ['{}', 'type property not supplied'],
    ['{"type":""}', 'type property not supplied'],
    ['{"type":"ack"}', 'msgid not supplied'],
    ['{"type":"ack","msgid":7}', 'msgid not supplied'],
    ['{"type":"command","data":{}}', 'command property not supplied'],
    ['{"type":"command","command":{},"data":{}}', 'command property not supplied'],
    ['{"type":"command","command":"redirect"}', 'data property not supplied'],
    ['{"type":"command","command":"tts:tokens","data":null}', 'data property not supplied'],
    ['{"type":"command","command":"call:status","data":""}', 'data property not supplied'],
    ['{"type":"session:new","msgid":"m"}', 'invalid type property: session:new'],
    ['{"type":{"toString":1}}', 'invalid type property: {"toString":1}'],
    [`{"type":"ack","msgid":"m","data":${'['.repeat(4000)}${']'.repeat(4000)}}`, 'nested deeper than 100 levels'],
  ])('%s is malformed', (text, details) => {
    expect(parse(text)).toEqual({ type: 'malformed', details });
  });

  it.each(['', 'hello', '{"type":', '{"type":"ack"}}'])('%j is not JSON', (text) => {
    expect(parse(text)).toEqual({ type: 'malformed', details: expect.stringMatching(/JSON/) });
  });
});

describe('jambonz 7: what we send', () => {
  const envelope: Envelope = { type: 'verb:hook', msgid: 'm', callSid: 'c', hook: '/Speech-Detected', data: {} };

  it('has its fields in the order in which jambonz writes them', () => {
    expect(format(envelope)).toBe(
      '{"type":"verb:hook","msgid":"m","call_sid":"c","hook":"/Speech-Detected","data":{}}',
    );
  });

  it('has no call_sid where the call is not known', () => {
    expect(format({ ...envelope, type: 'call:status', callSid: undefined })).toBe(
      '{"type":"call:status","msgid":"m","data":{}}',
    );
  });

  it.each([
    'session:new',
    'session:reconnect',
    'call:status',
    'verb:status',
    'jambonz:error',
    'tts:tokens-result',
    'tts:streaming-event',
  ] as const)('%s has no hook', (type) => {
    expect(JSON.parse(format({ ...envelope, type }))).not.toHaveProperty('hook');
  });

  it.each(['verb:hook', 'session:redirect'] as const)('%s has its hook as it was written', (type) => {
    expect(JSON.parse(format({ ...envelope, type }))).toHaveProperty('hook', '/Speech-Detected');
  });

  it.each<[string, object, object]>([
    ['sipStatus', { sipStatus: 1 }, { sip_status: 1 }],
    ['sbcCallid', { sbcCallid: 1 }, { sbc_callid: 1 }],
    ['callSID', { callSID: 1 }, { call_s_i_d: 1 }],
    ['X-Reason', { 'X-Reason': 1 }, { x_reason: 1 }],
    ['already_snake', { already_snake: 1 }, { already_snake: 1 }],
    ['what is below', { a: { bC: { dE: 1 } } }, { a: { b_c: { d_e: 1 } } }],
    ['what is in lists', { a: [{ bC: [[{ dE: 1 }]] }, null, 'fG'] }, { a: [{ b_c: [[{ d_e: 1 }]] }, null, 'fG'] }],
    ['nothing that is undefined', { aB: undefined, c: null }, { c: null }],
    ['a key that objects have already', JSON.parse('{"__proto__":{"aB":1}}'), JSON.parse('{"__proto__":{"a_b":1}}')],
  ])('writes in snake_case %s', (_, data, wire) => {
    expect(JSON.parse(format({ ...envelope, data: data as Envelope['data'] })).data).toEqual(wire);
  });

  it.each(['customerData', 'sip', 'env_vars', 'args'])('leaves what is below %s as it is, at every level', (key) => {
    const theirs = { someKey: [{ 'X-Other': { deepKey: 1 } }] };
    const data = { [key]: theirs, ourKey: { [key]: theirs } };
    expect(JSON.parse(format({ ...envelope, data })).data).toEqual({ [key]: theirs, our_key: { [key]: theirs } });
  });

  it('leaves the id of tokens as it came, whatever it is', () => {
    const data = { id: { fooBar: [{ bazQux: 1 }] }, status: 'ok' };
    expect(JSON.parse(format({ ...envelope, type: 'tts:tokens-result', data })).data).toEqual(data);
  });

  it('writes envVars as env_vars, and leaves what is in it', () => {
    expect(JSON.parse(format({ ...envelope, data: { envVars: { someName: 1 } } })).data).toEqual({
      env_vars: { someName: 1 },
    });
  });

  it('has ids of 22 characters, each of them once', () => {
    const ids = Array.from({ length: 1000 }, createMessageId);
    expect(new Set(ids).size).toBe(1000);
    for (const id of ids) expect(id).toMatch(/^[1-9a-km-zA-HJ-NP-Z]{22}$/);
  });
});
