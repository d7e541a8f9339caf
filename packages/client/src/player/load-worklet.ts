import { GlottisError } from '../errors.js';
import { workletSource } from './worklet.js';

/** A module may be added to a context once only: it registers a name. */
const loaded = new WeakMap<BaseAudioContext, Promise<void>>();

/** Makes the processor known to a context. Throws a GlottisError where there are no worklets, or the page's policy forbids this one. */
export function loadWorklet(context: BaseAudioContext, url: string | undefined): Promise<void> {
  const known = loaded.get(context);
  if (known !== undefined) return known;
  const loading = load(context, url);
  loaded.set(context, loading);
  loading.catch(() => loaded.delete(context));
  return loading;
}

async function load(context: BaseAudioContext, given: string | undefined): Promise<void> {
  const worklet: AudioWorklet | undefined = context.audioWorklet;
  if (worklet === undefined)
    throw new GlottisError('browsers play through worklets on https: pages and localhost only');
  const url = given ?? URL.createObjectURL(new Blob([workletSource()], { type: 'text/javascript' }));
  try {
    await worklet.addModule(url);
  } catch (cause) {
    throw new GlottisError(
      'the audio worklet was not loaded; where a policy forbids blob: addresses, give workletUrl',
      {
        cause,
      },
    );
  } finally {
    if (given === undefined) URL.revokeObjectURL(url);
  }
}
