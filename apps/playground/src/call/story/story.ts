/** A call as a conversation: what either side says, and what happens to it. */
import type { AppMessage } from '../phone/app-message.js';
import type { AgentEntry, CallerEntry, Entry } from './entry.js';
import { createStreamed } from './streamed.js';

export interface Story {
  /** Another call begins. */
  begin(): void;
  /** `isSilent` where nothing is being heard at that moment. */
  follow(message: AppMessage, isSilent: boolean): void;
  /** Some messages are not known: what was sent and not answered so far may have been answered by one of them. */
  miss(): void;
  /** The caller speaks; `isFinal` when that is all of it. */
  callerSays(text: string, isFinal: boolean): void;
  /** Something happens; `name` is what it is called on the wire. */
  remark(text: string, name?: string): void;
}

export interface StoryListener {
  onBegin(): void;
  onAdded(entry: Entry): void;
  onChanged(entry: Entry): void;
  /** The oldest one; there are enough others. */
  onRemoved(entry: Entry): void;
}

const maxEntries = 300;
const maxCharacters = 4000;

export function createStory(listener: StoryListener): Story {
  const entries: Entry[] = [];
  let ids = 0;
  let streamed = createStreamed({ add: agent, change });
  let saying: CallerEntry | undefined;

  function add<Kind extends Entry>(entry: Kind): Kind {
    entries.push(entry);
    listener.onAdded(entry);
    if (entries.length > maxEntries) listener.onRemoved(entries.shift()!);
    return entry;
  }

  function change(entry: Entry): void {
    if (entries.includes(entry)) listener.onChanged(entry);
  }

  function agent(text: string): AgentEntry {
    return add({ type: 'agent', id: ids++, text: text.slice(0, maxCharacters), heard: undefined, isCut: false });
  }

  function remark(text: string, name?: string, isProblem = false): void {
    add({ type: 'remark', id: ids++, name, text, isProblem });
  }

  function says(text: string): void {
    streamed.end();
    agent(text);
  }

  function followStream(event: string, isSilent: boolean): void {
    const isRiddle = event === 'user_interruption' && streamed.cut(isSilent);
    if (event === 'stream_empty') streamed.heardAll();
    if (event === 'stream_closed') streamed.end();
    const words = streamEvents.get(event) ?? '';
    remark(isRiddle ? `${words}; ${howToBeTold}` : words, event);
  }

  function clear(isSilent: boolean): void {
    streamed.cut(isSilent);
    remark('the application drops what it was saying', 'tts:clear');
  }

  return {
    begin() {
      entries.length = 0;
      streamed = createStreamed({ add: agent, change });
      saying = undefined;
      listener.onBegin();
    },
    follow(message, isSilent) {
      switch (message.type) {
        case 'says':
          says(message.text);
          break;
        case 'plays':
          remark(`plays ${message.url}`, 'play');
          break;
        case 'tokens':
          streamed.sent(message.text);
          break;
        case 'tokens-result':
          streamed.answered(message.isTaken);
          break;
        case 'flush':
          streamed.end();
          break;
        case 'tracks':
          streamed.track(message.isTracking);
          break;
        case 'clear':
          clear(isSilent);
          break;
        case 'stream':
          followStream(message.event, isSilent);
          break;
        case 'heard':
          streamed.heard(message.text, message.isInterrupted);
          break;
        case 'hook':
          remark(message.reason, message.hook);
          break;
        case 'problem':
          remark(message.text, 'jambonz:error', true);
          break;
      }
    },
    miss() {
      streamed.miss();
    },
    callerSays(text, isFinal) {
      saying ??= add({ type: 'caller', id: ids++, text, isPartial: !isFinal });
      saying.text = text;
      saying.isPartial = !isFinal;
      change(saying);
      if (isFinal) saying = undefined;
    },
    remark,
  };
}

const streamEvents: ReadonlyMap<string, string> = new Map([
  ['stream_open', 'the voice is there'],
  ['stream_closed', 'the voice is gone'],
  ['stream_paused', 'no room for more text'],
  ['stream_resumed', 'there is room again'],
  ['stream_empty', 'all of it has been heard'],
  ['user_interruption', 'the caller interrupts'],
]);

const howToBeTold = 'config with trackTtsPlayout tells what was heard';
