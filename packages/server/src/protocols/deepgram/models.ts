/** `/v1/models`: Deepgram's Aura names, each of which is spoken here by a voice of ours. */
import { createHash } from 'node:crypto';
import { SpeechError } from '../../errors.js';
import { type DeepgramVoice, deepgramVoices } from '../../voices/deepgram.js';
import type { Visit } from '../protocol.js';
import { headerText, jsonResponse } from './response.js';

/** How Metadata and headers name the model that speaks. */
export interface ModelCard {
  readonly name: string;
  readonly version: string;
  readonly uuid: string;
}

/** The card of any name a client may ask for, in printable ASCII. */
export function modelCard(name: string): ModelCard {
  const shown = headerText(name);
  return { name: shown, version: modelVersion, uuid: modelUuid(shown) };
}

/** Answers `GET /v1/models`. It needs no key, and `include_outdated` adds nothing, as no model here is outdated. */
export async function listModels(_request: Request, _speech: unknown, visit: Visit): Promise<Response> {
  return jsonResponse({ stt: [], tts: models }, visit);
}

/** Answers `GET /v1/models/:id`, the id being a model's UUID. Throws `not-found`. */
export async function showModel(_request: Request, _speech: unknown, visit: Visit): Promise<Response> {
  const model = models.find(({ uuid }) => uuid === visit.params.id?.toLowerCase());
  if (model === undefined) throw new SpeechError('not-found', 'no model has this id; GET /v1/models lists them');
  return jsonResponse(model, visit);
}

/** Deepgram's versions are dates with a build; clients only show them. Ours is the day these models were described. */
const modelVersion = '2026-09-01.0';

/** Any fixed UUID: names under it give the same model UUID on every server, after every restart. */
const namespace = '6c1f5a0e-3b0d-4d55-9d0c-2f8f4a6b7e31';

const models = deepgramVoices.filter(({ architecture }) => architecture !== 'flux').map(describe);

function describe({ name, speaker, architecture, language, accent, age, gender }: DeepgramVoice) {
  const tag = { female: 'feminine', male: 'masculine', neutral: 'neutral' }[gender];
  return {
    name: speaker,
    canonical_name: name,
    architecture,
    languages: [language.slice(0, 2), language],
    version: modelVersion,
    uuid: modelUuid(name),
    metadata: { accent, ...(age && { age }), tags: [tag] },
  };
}

/** A UUID of version 5: the same for the same name. */
function modelUuid(name: string): string {
  const digest = createHash('sha1')
    .update(Buffer.from(namespace.replaceAll('-', ''), 'hex'))
    .update(name)
    .digest();
  const bytes = digest.subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x50;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
