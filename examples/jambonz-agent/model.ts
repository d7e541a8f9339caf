/** Who thinks: a script, or the model behind OPENAI_BASE_URL. */
import type { Settings } from './env-vars.js';
import type { Model } from './message.js';
import { openaiModel } from './openai-model.js';
import { scriptedModel } from './scripted-model.js';

export function chooseModel(settings: Settings): Model {
  const { OPENAI_BASE_URL: baseURL, OPENAI_API_KEY: key = 'none', OPENAI_MODEL: name = 'gpt-4o-mini' } = process.env;
  return baseURL === undefined ? scriptedModel(settings) : openaiModel({ baseURL, key, name, ...settings });
}
