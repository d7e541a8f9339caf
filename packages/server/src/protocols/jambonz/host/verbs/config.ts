/** `config`: what holds for the rest of the call. It is also a command, then carried out beside the verb that runs. */
import { z } from 'zod';
import { synthesizerSchema } from '../casting.js';
import { bargeInOptions } from '../gather/options.js';
import { hookSchema } from '../hook.js';
import { shortList } from '../short-list.js';
import type { Stage } from './stage.js';
import { common, defineVerb } from './verb.js';

/** Real jambonz does something with these, and we do not. Those that are enabled need a call that was answered. */
const ignored = {
  recognizer: z.unknown().optional(),
  record: z.unknown().optional(),
  listen: z.unknown().optional(),
  stream: z.unknown().optional(),
  transcribe: z.unknown().optional(),
  amd: z.unknown().optional(),
  fillerNoise: z.unknown().optional(),
  vad: z.unknown().optional(),
  notifySttLatency: z.unknown().optional(),
  onHoldMusic: z.unknown().optional(),
  actionHookDelayAction: z.unknown().optional(),
  sipRequestWithinDialogHook: z.unknown().optional(),
  boostAudioSignal: z.unknown().optional(),
  referHook: z.unknown().optional(),
  noiseIsolation: z.unknown().optional(),
  turnTaking: z.unknown().optional(),
};

/** The background listening of a `bargeIn`. */
export const bargeInProperties = bargeInOptions.extend({
  actionHook: hookSchema.optional(),
  partialResultHook: hookSchema.optional(),
});

export type BargeInProperties = z.output<typeof bargeInProperties>;

const properties = z.strictObject({
  ...common,
  ...ignored,
  synthesizer: synthesizerSchema.optional(),
  ttsStream: z.strictObject({ enable: z.boolean().optional(), synthesizer: synthesizerSchema.optional() }).optional(),
  reset: z.union([z.string(), shortList(z.string(), { max: 20 })]).optional(),
  bargeIn: bargeInProperties.optional(),
  notifyEvents: z.boolean().optional(),
  autoStreamTts: z.boolean().optional(),
  trackTtsPlayout: z.boolean().optional(),
  earlyMedia: z.boolean().optional(),
  // Nothing is cached.
  disableTtsCache: z.boolean().optional(),
});

type ConfigProperties = z.output<typeof properties>;

export const config = defineVerb({
  name: 'config',
  properties,
  endsBargeIn: ({ bargeIn }) => bargeIn?.enable === false,
  run: runConfig,
});

function runConfig(config: ConfigProperties, stage: Stage): void {
  remarkIgnored(config, stage);
  if (needsAudio(config) && !config.earlyMedia) stage.answer();
  changeSettings(config, stage);
  if (config.ttsStream) switchStream(config.ttsStream, config, stage);
  if (config.bargeIn?.enable) stage.bargeIn.enable(config.bargeIn);
  else if (config.bargeIn) stage.bargeIn.disable();
}

function changeSettings(config: ConfigProperties, { settings }: Stage): void {
  if ([config.reset].flat().includes('synthesizer')) settings.synthesizer = undefined;
  settings.synthesizer = config.synthesizer ?? settings.synthesizer;
  settings.notifyEvents = config.notifyEvents ?? settings.notifyEvents;
  settings.autoStreamTts = config.autoStreamTts ?? settings.autoStreamTts;
  settings.trackTtsPlayout = config.trackTtsPlayout ?? settings.trackTtsPlayout;
}

/** A voice of its own is the stream's only. */
function switchStream(
  { enable, synthesizer }: NonNullable<ConfigProperties['ttsStream']>,
  { earlyMedia: isEarly }: ConfigProperties,
  stage: Stage,
): void {
  if (enable) stage.streaming.enable(stage.cast(synthesizer), stage.line({ isEarly }));
  else stage.streaming.disable();
}

function needsAudio({
  ttsStream,
  bargeIn,
  listen,
  stream,
  record,
  transcribe,
  amd,
  boostAudioSignal,
}: ConfigProperties) {
  const isEnabled = (value: unknown) =>
    typeof value === 'object' && value !== null && 'enable' in value && value.enable;
  const whatever = [listen, stream, record, amd, boostAudioSignal].some((value) => value !== undefined);
  return Boolean(ttsStream?.enable || bargeIn?.enable || isEnabled(transcribe) || whatever);
}

function remarkIgnored(config: ConfigProperties, stage: Stage): void {
  for (const name of Object.keys(ignored) as (keyof typeof ignored)[]) {
    if (config[name] !== undefined) stage.remark(`config: ${name} has no effect here`);
  }
}
