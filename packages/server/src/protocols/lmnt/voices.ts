/** `/v1/ai/voice`: which voices there are, and what a client wrote on them. */
import { SpeechError } from '../../errors.js';
import { readFields } from './body.js';
import { jsonResponse } from './response.js';
import { declined, type RestCall, type RestRoute } from './rest-route.js';
import { allVoices, findVoice, type VoiceCard } from './voices-card.js';
import { createLabelStore, type LabelStore, labelsOf } from './voices-labels.js';

/** The routes of voices, which share what is written on them. Ids may hold slashes, and clients do not escape them. */
export function voiceRoutes(): readonly RestRoute[] {
  const labels = createLabelStore();
  return [
    {
      method: 'GET',
      path: '/v1/ai/voice/list',
      answer: (call) => jsonResponse(listVoices(call, labels), call.visit.id),
    },
    { method: 'GET', path: '/v1/ai/voice/*id', answer: (call) => jsonResponse(voiceOf(call, labels), call.visit.id) },
    { method: 'PUT', path: '/v1/ai/voice/*id', answer: (call) => updateVoice(call, labels) },
    { method: 'DELETE', path: '/v1/ai/voice/*id', answer: (call) => deleteVoice(call, labels) },
    { method: 'POST', path: '/v1/ai/voice', answer: createVoice },
  ];
}

/** A bare list. Nobody has voices of their own here, so `owner=me` has none. */
function listVoices({ request, speech, holder }: RestCall, labels: LabelStore): readonly VoiceCard[] {
  const query = new URL(request.url).searchParams;
  const owner = query.get('owner')?.toLowerCase() || 'all';
  const starredOnly = query.get('starred')?.toLowerCase() === 'true';
  if (!owners.includes(owner)) throw new SpeechError('invalid-request', '`owner` must be system, me or all');
  if (owner === 'me') return [];
  const voices = allVoices(speech.voices).map((voice) => ({ ...voice, ...labels.read(holder.id, voice.id) }));
  return starredOnly ? voices.filter(({ starred }) => starred) : voices;
}

const owners = ['system', 'me', 'all'];

function voiceOf({ speech, visit, holder }: RestCall, labels: LabelStore): VoiceCard {
  const voice = findVoice(visit.params.id ?? '', speech.voices);
  return { ...voice, ...labels.read(holder.id, voice.id) };
}

/** Writes on a voice what the body says, which may be nothing. `unfreeze` does nothing: no voice is frozen here. */
async function updateVoice(call: RestCall, labels: LabelStore): Promise<Response> {
  const { id } = voiceOf(call, labels);
  labels.write(call.holder.id, id, labelsOf(await readFields(call.request)));
  return jsonResponse({ voice: voiceOf(call, labels) }, call.visit.id);
}

/** The server's voices stay. Of a client's own there is nothing here but what was written on them, which goes. Reads no
 *  body: LMNT's client announces JSON that does not come. */
function deleteVoice({ speech, visit, holder }: RestCall, labels: LabelStore): Response {
  const { id, owner } = findVoice(visit.params.id ?? '', speech.voices);
  if (owner === 'system') throw new SpeechError('forbidden', `${id} is a voice of this server, and cannot be deleted`);
  labels.forget(holder.id, id);
  return jsonResponse({ success: true }, visit.id);
}

function createVoice(call: RestCall): Response {
  const message = 'this server clones no voices; GET /v1/ai/voice/list has those that it speaks with';
  return declined(new SpeechError('forbidden', message), call);
}
