import { describe, expect, it } from 'vitest';
import { deferred } from '../../../../deferred.js';
import { createWorld, sampleRate, spokenMs, startCall, told } from './call.test.kit.js';

const outbound = { direction: 'outbound' } as const;

describe('an outbound call', () => {
  it('is told of from the beginning, and introduced when it was picked up', async () => {
    const world = await createWorld();
    const pickedUp = deferred();
    const { call } = world.place({ ...outbound, pickedUp: pickedUp.promise.then(() => true), tag: { order_id: 7 } });
    await world.settle();
    expect(told(world.app.messages)).toEqual(['call:status trying', 'call:status ringing']);
    expect(world.app.messages.every(({ call_sid }) => call_sid === undefined)).toBe(true);
    pickedUp.resolve();
    const opening = await world.app.next('session:new');
    expect(told(world.app.messages)).toEqual([
      'call:status trying',
      'call:status ringing',
      'call:status in-progress',
      'session:new',
    ]);
    expect(opening.call_sid).toBe(call.sid);
    expect(opening.data).toMatchObject({
      direction: 'outbound',
      call_status: 'in-progress',
      sip_status: 200,
      customerData: { order_id: 7 },
    });
    expect(opening.data).not.toHaveProperty('sip');
    expect(opening.data).not.toHaveProperty('caller_name');
    world.app.ack(opening, [{ verb: 'hangup' }]);
    await call.ended;
    expect(world.app.messages.at(-1)!.data).toMatchObject({
      call_status: 'completed',
      call_termination_by: 'jambonz',
    });
    expect(await world.app.connections[0]!.closed).toBe(1000);
  });

  it('ends unanswered where nobody picks up, without having been introduced', async () => {
    const world = await createWorld();
    const { call } = world.place({ ...outbound, pickedUp: Promise.resolve(false) });
    await call.ended;
    expect(told(world.app.messages)).toEqual(['call:status trying', 'call:status ringing', 'call:status no-answer']);
    expect(call.info.sipStatus).toBe(487);
  });

  it('is completed where it was picked up and the application has nothing to say', async () => {
    const world = await createWorld();
    const { call } = world.place(outbound);
    world.app.ack(await world.app.next('session:new'), []);
    await call.ended;
    expect(told(world.app.messages).at(-1)).toBe('call:status completed');
    expect(await world.app.connections[0]!.closed).toBe(1001);
  });
});

describe('whoever fails', () => {
  it('fails alone: a phone that throws ends its own call, and others go on hearing', async () => {
    const world = await createWorld();
    let attempts = 0;
    const hear = () => {
      attempts += 1;
      failing();
    };
    const broken = { sampleRate, hush: hear, hear };
    const [bad, good] = [world.place({ phone: broken }), world.place()];
    for (const _ of [bad, good]) world.app.ack(await world.app.next('session:new'), [{ say: { text: 'Hello there' } }]);
    await world.pass(1000);
    await bad.call.ended;
    expect(bad.call.info.callTerminationBy).toBe('caller');
    expect(good.heardMs()).toBeGreaterThan(spokenMs('Hello there') - 50);
    expect([attempts, world.warnings]).toEqual([1, ['a call went wrong']]);
  });

  it('does not disturb the call where it only watches', async () => {
    const talk = await startCall([{ verb: 'answer' }], { order: { observer: { onStatus: failing, onSent: failing } } });
    expect(talk.call.info.callStatus).toBe('in-progress');
    expect(talk.warnings).toContain('whoever watches a call failed');
  });
});

function failing(): never {
  throw new Error('out of order');
}
