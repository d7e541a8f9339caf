/** Everybody's calls. */
import { SpeechError } from '../../../errors.js';
import type { ProtocolTools } from '../../definition.js';
import type { Call } from './call/call.js';
import { createCall } from './call/create-call.js';
import type { Host } from './host.js';
import { createMetronome } from './line/metronome.js';
import type { HostOptions } from './options.js';
import { createSoundRoom } from './play/sound-room.js';
import { onAbort } from './waiting.js';

/** A host without calls. They share the clock, a beat, and the memory for their sounds. */
export function createHost(options: HostOptions, tools: ProtocolTools): Host {
  const calls = new Map<string, { readonly call: Call; readonly holderId: string }>();
  const { clock } = tools;
  const shared = { options, tools, metronome: createMetronome(clock), sounds: createSoundRoom(options.soundBytes) };
  const list = (holderId: string) =>
    [...calls.values()].filter((entry) => entry.holderId === holderId).map(({ call }) => call);
  let isClosing = false;

  return {
    place(order) {
      if (isClosing) throw new SpeechError('going-away', 'the server is stopping and begins no more calls');
      if (calls.size >= options.calls) {
        throw new SpeechError(
          'overloaded',
          `there are ${calls.size} calls already, which is all there may be; try again later`,
        );
      }
      const own = list(order.holder.id).length;
      if (options.callsPerKey !== null && own >= options.callsPerKey) {
        throw new SpeechError('rate-limited', `this key has ${own} calls, which is its limit`);
      }
      const call = createCall(order, shared);
      calls.set(call.sid, { call, holderId: order.holder.id });
      void call.ended.then(() => calls.delete(call.sid));
      return call;
    },
    list,
    async close(deadline) {
      isClosing = true;
      const stop = onAbort(deadline, () => {
        for (const { call } of calls.values()) call.end();
      });
      await Promise.all([...calls.values()].map(({ call }) => call.ended));
      stop();
    },
  };
}
