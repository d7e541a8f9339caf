/** The stage on which a verb of a call is performed. */
import type { WireData } from '../link/link.js';
import { loadSound } from '../play/load-sound.js';
import type { Stage } from '../verbs/stage.js';
import { unlessAborted } from '../waiting.js';
import type { CallParts } from './parts.js';
import { askHook, complain, informHook, redirectCall } from './talk.js';

/** Whose stage it is. */
export interface Performer {
  readonly name: string;
  readonly id?: string | undefined;
  readonly isQueued?: boolean;
}

/** `signal` aborts when the performer is to end. */
export function createStage(parts: CallParts, performer: Performer, signal: AbortSignal): Stage {
  const { order, clock, outgoing, sounds, record, applications, ear, settings, streaming, bargeIn, language } = parts;
  const { name, id, isQueued = false } = performer;
  const own: WireData = { verb: name, ...(id !== undefined && { id }) };
  const results = (data: WireData) => ({ ...data, ...(id !== undefined && { verbId: id }) });

  return {
    ...{ signal, clock, ear, settings, streaming, bargeIn, language },
    isPatient: isQueued && !parts.isExact,
    answer: parts.answer,
    line({ isEarly = false } = {}) {
      if (!isEarly) parts.answer();
      return parts.line();
    },
    cast: parts.cast,
    quiet: () => parts.quiet(signal),
    openSession: ({ casting }, sampleRate) =>
      order.speech.open({
        ...casting,
        holder: order.holder,
        protocol: 'jambonz',
        format: { encoding: 'linear16', container: 'none', sampleRate },
      }),
    loadSound: (url, sampleRate) => loadSound(url, { outgoing, sampleRate, room: sounds, signal }),
    tell(event, details = {}) {
      if (settings.notifyEvents) applications.notify('verb:status', { event, ...own, ...details });
    },
    complain: (message, details) => {
      parts.watch.problem(`${name}: ${message}: ${details}`);
      complain(parts, message, details, own);
    },
    remark: parts.watch.remark,
    async ask(hook, data) {
      if (hook !== undefined) await unlessAborted(askHook(parts, hook, results(data)), signal);
    },
    inform: (hook, data) => informHook(parts, hook, results(data)),
    tag: (data) => record.tag(data),
    async redirect(hook, statusHook) {
      const hasVerbs = await unlessAborted(redirectCall(parts, hook, { statusHook, signal }), signal);
      // What follows here was the wish of whoever gave the call away.
      if (!hasVerbs && !signal.aborted) parts.foreground.interrupt(() => false);
    },
    hangUp: parts.hangUp,
    decline: parts.decline,
    within: (inner, innerSignal) => createStage(parts, { name: inner }, innerSignal),
  };
}
