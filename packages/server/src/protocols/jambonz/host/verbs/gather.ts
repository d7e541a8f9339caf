/** `gather`: listens for keys or words, while a prompt is played or without one. */
import type { z } from 'zod';
import { SpeechError } from '../../../../errors.js';
import { collect } from '../gather/collect.js';
import { type BargeIn, bargeInStatus, type Speech } from '../gather/collected.js';
import { gatherOptions } from '../gather/options.js';
import { type Hook, hookSchema } from '../hook.js';
import { onAbort } from '../waiting.js';
import { playProperties, runPlay } from './play.js';
import { runSay, sayProperties } from './say.js';
import type { Stage } from './stage.js';
import { common, defineVerb } from './verb.js';

const properties = gatherOptions.extend({
  ...common,
  actionHook: hookSchema.optional(),
  partialResultHook: hookSchema.optional(),
  say: sayProperties.optional(),
  play: playProperties.optional(),
});

type GatherProperties = z.output<typeof properties>;

export const gather = defineVerb({ name: 'gather', properties, run: runGather });

async function runGather(gather: GatherProperties, stage: Stage): Promise<void> {
  stage.answer();
  if (!stage.bargeIn.isEnabled) return listen(gather, stage);
  // Somebody listens in the background already, for longer than this verb will.
  if (stage.bargeIn.adopt({ input: gather.input, timeout: 0 })) {
    await playPrompt(gather, stage);
    if (!stage.signal.aborted) stage.bargeIn.adopt(gather);
  } else {
    stage.bargeIn.disable();
    await listen(gather, stage);
  }
}

async function listen(gather: GatherProperties, stage: Stage): Promise<void> {
  const prompt = new AbortController();
  const stop = onAbort(stage.signal, () => prompt.abort());
  const promptStage = (name: string) => stage.within(name, prompt.signal);
  const onBargeIn = (bargeIn: BargeIn) => {
    prompt.abort();
    const { event, ...details } = bargeInStatus(bargeIn);
    stage.tell(String(event), details);
    stage.streaming.interrupt();
  };
  try {
    const { ear, clock, signal, language } = stage;
    const promptEnded = hasPrompt(gather) ? playPrompt(gather, stage, promptStage) : undefined;
    const onPartial = gather.partialResultHook && createPartials(gather.partialResultHook, stage);
    const collected = await collect(gather, {
      ...{ ear, clock, signal, language, onBargeIn },
      ...(promptEnded && { promptEnded }),
      ...(onPartial && { onPartial }),
    });
    prompt.abort();
    await promptEnded;
    if (collected) await stage.ask(gather.actionHook, collected);
  } finally {
    stop();
    prompt.abort();
  }
}

function hasPrompt({ say, play }: GatherProperties): boolean {
  return say !== undefined || play !== undefined;
}

/** Never fails: what cannot be played is told, and listening goes on. */
async function playPrompt(
  { say, play }: GatherProperties,
  stage: Stage,
  within = (name: string) => stage.within(name, stage.signal),
): Promise<void> {
  try {
    if (say) await runSay(say, within('say'));
    if (play) await runPlay(play, within('play'));
  } catch (error) {
    stage.complain('prompt failed', SpeechError.from(error).message);
  }
}

/** Words so far, for a hook whose answer is not used. While it thinks about some, those that follow are not told. */
function createPartials(hook: Hook, stage: Stage): (speech: Speech) => void {
  let isAsking = false;
  return (speech) => {
    if (isAsking) return;
    isAsking = true;
    void stage.inform(hook, { reason: 'speechDetected', speech }).then(() => {
      isAsking = false;
    });
  };
}
