/** A call, put together from its parts. */
import { cast, type SynthesizerWish, synthesizerSchema } from '../casting.js';
import { createEar } from '../create-ear.js';
import { createBargeIn } from '../gather/barge-in.js';
import type { WireData } from '../link/link.js';
import { openStream } from '../stream/open-stream.js';
import { createEnhancedBuffer } from '../tokens/enhanced.js';
import { createExactBuffer } from '../tokens/exact.js';
import type { TokenAnnouncement } from '../tokens/tokens.js';
import type { BargeInProperties } from '../verbs/config.js';
import type { Settings } from '../verbs/stage.js';
import { atMost } from '../waiting.js';
import { createApplications } from './applications.js';
import type { CallOrder } from './call.js';
import { refuseCommand, runCommand } from './commands.js';
import { createForeground } from './foreground.js';
import { createHooks } from './hooks.js';
import { createKeys } from './keys.js';
import type { CallLife, CallParts, CallTools } from './parts.js';
import { runStep } from './run-step.js';
import { sessionData } from './session-data.js';
import { createStreaming } from './streaming.js';
import { askHook, complain } from './talk.js';
import type { StreamEvent } from './voice.js';

/** The parts know each other through what is returned, and none of them acts before it is there. */
export function assemble(order: CallOrder, shared: CallTools, life: CallLife): CallParts {
  const { mode, idleMs, voice, language, handshakeMs, answerMs, frameBytes, pingMs, ...options } = shared.options;
  const { sounds } = shared;
  const { clock, dial, outgoing } = shared.tools;
  const isExact = mode === 'exact';
  const settings: Settings = {
    synthesizer: undefined,
    notifyEvents: false,
    autoStreamTts: false,
    trackTtsPlayout: false,
  };
  const synthesizer = wishOf(order.synthesizer);
  const defaults = { synthesizer, voice, language };

  const announce = (event: StreamEvent) => {
    if (event.eventType === 'tts_spoken' && !settings.trackTtsPlayout) return;
    parts.applications.notify('tts:streaming-event', { ...event });
  };
  const bufferOptions = { clock, announce: (eventType: TokenAnnouncement) => announce({ eventType }) };
  const tokens = isExact
    ? createExactBuffer({ ...bufferOptions, isHeldBack: () => parts.streaming.isParked })
    : createEnhancedBuffer({ ...bufferOptions, idleMs });
  const ear = createEar();

  const parts: CallParts = {
    ...life,
    ...{ order, clock, outgoing, sounds, isExact, language, settings, tokens, ear },
    hooks: createHooks(),
    keys: createKeys(),
    sessionData: once(() => sessionData(life.record.info, order, defaults)),
    cast(wish) {
      const wishes = [wish, settings.synthesizer, synthesizer, { voice }, { language }];
      return cast(wishes.filter(isThere), order.speech.voices);
    },
    applications: createApplications({
      ...{ application: order.application, callSid: life.record.info.callSid, signal: life.left },
      ...{ dial, clock, handshakeMs, answerMs, frameBytes, pingMs },
      sessionData: () => parts.sessionData(),
      onCommand: (command, reply) => runCommand(command, parts, reply),
      onLateCommand: refuseCommand,
      onGone: life.onGone,
      onUnacknowledged: life.onUnacknowledged,
      onSent: life.watch.sent,
      onReceived: life.watch.received,
    }),
    foreground: createForeground({ run: (step, signal) => runStep(step, parts, signal), onIdle: life.onIdle }),
    streaming: createStreaming({
      ...{ tokens, clock, isExact, announce },
      openStream: ({ casting }, line, listener) =>
        openStream({
          ...{ speech: order.speech, line, mode, backlogSeconds: options.backlogSeconds, clock, listener },
          casting: { ...casting, holder: order.holder, protocol: 'jambonz' },
        }),
      onFailed(error) {
        const details = life.watch.alarm('a voice of a call failed', error);
        if (!isExact) complain(parts, 'TTS error', details, { verb: 'say', failover: 'not available' });
      },
    }),
    bargeIn: createBargeIn<BargeInProperties>({
      ...{ ear, clock, language: () => language },
      effects: {
        killForeground: () => parts.foreground.interrupt((step) => step.endsBargeIn),
        announceStatus(status) {
          if (settings.notifyEvents) parts.applications.notify('verb:status', { verb: 'gather', ...status });
        },
        cutAndTell: () => parts.streaming.interrupt(),
        hook: async (collected, { actionHook }) => (actionHook ? askHook(parts, actionHook, collected) : undefined),
      },
    }),
    quiet: (signal) => atMost(options.hangupSeconds * 1000, clock, signal, (until) => parts.streaming.drained(until)),
  };
  return parts;
}

/** What is no synthesizer is no wish. */
function wishOf(data: WireData | undefined): SynthesizerWish | undefined {
  return synthesizerSchema.safeParse(data).data;
}

function isThere<T>(value: T | undefined): value is T {
  return value !== undefined;
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
