/** What the agent says and does in a call. */
import { settingsOf } from './env-vars.js';
import { isGoodbye, type Message } from './message.js';
import { chooseModel } from './model.js';
import type { CallerResult, CallSession, StreamingEvent } from './session.js';

export function converse(session: CallSession): void {
  const settings = settingsOf(session.data.env_vars);
  const model = chooseModel(settings);
  const greeting = `This is ${settings.restaurant}. ${settings.greeting}`;
  const messages: Message[] = [{ role: 'assistant', content: greeting }];
  let reply: Message | undefined;
  let heard = '';
  let thinking = new AbortController();

  /** The caller spoke, or pressed a key. */
  function onCaller({ speech, digits }: CallerResult): void {
    session.reply(); // at once: until then the server waits
    const text = speech?.alternatives[0]?.transcript ?? digits ?? '';
    console.log(`caller: ${text}`);
    thinking.abort();
    thinking = new AbortController();
    const { signal } = thinking;
    messages.push({ role: 'user', content: text });
    answer(text, signal).catch((error: unknown) => {
      if (signal.aborted) return;
      console.error(error);
      session.say({ text: 'I am sorry, I did not get that. Could you say it again?' }).send();
    });
  }

  /** Hands every token on as it comes: the first ones are spoken while the last ones are not thought of yet. */
  async function answer(question: string, signal: AbortSignal): Promise<void> {
    const tokens = model([...messages], signal); // without the reply that is about to be written
    reply = { role: 'assistant', content: '' };
    heard = '';
    messages.push(reply);
    for await (const token of tokens) {
      if (signal.aborted) return;
      reply.content += token;
      await session.sendTtsTokens(token);
    }
    if (signal.aborted) return;
    session.flushTtsTokens();
    // Behind what is still being said, so that all of it is heard. (jambonz up to 0.9 does not wait for streamed speech: there,
    // say goodbye with a `say` in front of the `hangup`.)
    if (isGoodbye(question)) session.hangup().send({ execImmediate: false });
  }

  function onStreamingEvent({ event_type, text = '', bargein = false }: StreamingEvent): void {
    if (event_type === 'user_interruption') {
      thinking.abort();
      session.clearTtsTokens(); // a token may have been on its way
    }
    if (event_type === 'tts_spoken') {
      console.log(`agent:  ${text}${bargein ? ' (interrupted)' : ''}`);
      // What the caller did not hear was not said. It is told before what they say instead.
      heard += text;
      if (bargein && reply) reply.content = heard;
    }
  }

  session
    .on('/caller', onCaller)
    .on('tts:streaming-event', onStreamingEvent)
    .on('error', (error) => console.error(error.message))
    .on('close', (code) => {
      thinking.abort();
      console.log(`the call is over (${code})`);
    });

  console.log(`a call from ${session.data.from}`);
  session
    .config({
      ttsStream: { enable: true },
      bargeIn: { enable: true, sticky: true, input: ['speech', 'digits'], numDigits: 1, actionHook: '/caller' },
    })
    .say({ text: greeting })
    .send();
  // Not among the verbs: a server that does not know it would refuse them all.
  session.sendCommand('config', { trackTtsPlayout: true });
}
