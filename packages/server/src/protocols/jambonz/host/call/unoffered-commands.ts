/** Commands that jambonz has and we have not. An application may send them by the way, as it would there: nothing comes of it, and
 *  it is not told. */
const names: ReadonlySet<string> = new Set([
  'agent:update',
  'boostAudioSignal',
  'conf:hold-status',
  'conf:mute-status',
  'conf:participant-action',
  'dial',
  'dub',
  'listen:status',
  'llm:status',
  'llm:tool-output',
  'llm:update',
  'media:path',
  'mute:status',
  'noiseIsolation:status',
  'record',
  'room:play',
  'room:say',
  'sip:request',
  'stream:status',
  'stt:reconfigure',
  'transcribe:status',
  'whisper',
]);

/** Whether a command is known, and not carried out. */
export function isUnoffered(command: string): boolean {
  return names.has(command);
}
