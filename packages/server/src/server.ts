/** The wiring, top to bottom: configuration, engines, voices, speech, protocols, listener. */
import { createAccess } from './access/credentials.js';
import { createOutgoing } from './access/outgoing.js';
import { createEncoder } from './audio/encodings/index.js';
import { checkFormat } from './audio/formats.js';
import { loadResampler } from './audio/resampler.js';
import { systemClock } from './clock.js';
import { type Config, createConfig, type OptionSchemas } from './config/config.js';
import type { Settings } from './config/layers.js';
import { createListener } from './http/listener.js';
import { protocols } from './protocols/index.js';
import { createSpeech } from './session/service.js';
import type { SpeechService } from './session/speech.js';
import { createSynthesizer, synthesizerSchemas } from './synthesizers/index.js';
import type { Synthesizer } from './synthesizers/synthesizer.js';
import { createLog, type Log } from './telemetry/log.js';
import { measuredSession } from './telemetry/measured-session.js';
import { measuredSynthesizer } from './telemetry/measured-synthesizer.js';
import { createMetrics, type Metrics } from './telemetry/metrics.js';
import { voiceAliases } from './voices/aliases.js';
import { createCatalogue } from './voices/catalogue.js';

/** A server that takes clients. */
export interface RunningServer {
  /** Where it listens: `http://127.0.0.1:8080`, with the path prefix if there is one. */
  readonly url: string;
  /** The service itself, for programs that speak without a socket. */
  readonly speech: SpeechService;
  /** Turns newcomers away, lets what is being spoken finish within `drainSeconds`, then closes. */
  drain(): Promise<void>;
  /** Ends everything at once. Settles when nothing is left running. */
  close(): Promise<void>;
}

/** The engines and the service over them, without a listener. */
export interface RunningSpeech {
  readonly speech: SpeechService;
  close(): Promise<void>;
}

/** What the configuration has to know of protocols and engines: their options. */
export async function optionSchemas(): Promise<OptionSchemas> {
  const served = protocols.map(({ name, options, strict }) => [name, { options, ...(strict && { strict }) }]);
  return { protocols: Object.fromEntries(served), engines: await synthesizerSchemas() };
}

/** Starts a server. Settings are those of the configuration file. Throws a ConfigError for settings that cannot be,
 *  and what the system says when the address cannot be had. */
export async function startServer(settings: Settings = {}): Promise<RunningServer> {
  return serve(createConfig(await optionSchemas(), settings));
}

export async function serve(config: Config, log: Log = createLog({ level: config.logLevel })): Promise<RunningServer> {
  const metrics = createMetrics();
  const { speech, close: closeSpeech } = await startSpeech(config, { log, metrics });
  const { allowedHosts, allowPrivate } = config.outgoing;
  const outgoing = allowedHosts.length + allowPrivate.length > 0 ? createOutgoing(config.outgoing) : undefined;
  const listener = createListener({
    protocols: protocols.map((protocol) =>
      protocol.create(config.protocols[protocol.name] as never, {
        clock: systemClock,
        outgoing,
        warn: (message, err, request) => log.warn({ protocol: protocol.name, request, err }, message),
      }),
    ),
    speech,
    metrics,
    prefix: config.pathPrefix,
    origins: config.origins,
    limits: {
      maxConnections: config.limits.connections,
      maxBodyBytes: config.limits.maxBodyBytes,
      slowReaderMs: config.limits.slowReaderMs,
      pingEveryMs: config.limits.pingMs,
    },
    operator: { metrics: config.metrics },
    log,
  });
  const { main } = await listener.listen(config).catch(async (error: unknown) => {
    await listener.close();
    await closeSpeech();
    throw error;
  });
  const close = async () => {
    await listener.close();
    await closeSpeech();
  };
  return {
    url: `http://${main.host.includes(':') ? `[${main.host}]` : main.host}:${main.port}${config.pathPrefix}`,
    speech,
    async drain() {
      await listener.drain(config.drainSeconds * 1000);
      await close();
    },
    close,
  };
}

/** Starts the engines and warms them; settles when the first word would be spoken at once. */
export async function startSpeech(
  config: Config,
  { log = createLog({ level: config.logLevel }), metrics }: { readonly log?: Log; readonly metrics?: Metrics } = {},
): Promise<RunningSpeech> {
  const [synthesizers] = await Promise.all([startSynthesizers(config, log, metrics), loadResampler()]);
  const voices = await Promise.all([...synthesizers.values()].map((synthesizer) => synthesizer.voices()));
  const speech = createSpeech({
    strict: config.profile === 'strict',
    voices: createCatalogue({
      voices: voices.flat(),
      aliases: voiceAliases,
      names: config.voices.aliases,
      ...(config.voices.default !== undefined && { defaultVoice: config.voices.default }),
      strict: config.voices.strict ?? false,
      log: (fields, message) => log.info(fields, message),
    }),
    synthesizers,
    access: createAccess({
      apiKeys: config.apiKeys,
      strict: config.profile === 'strict',
      ...(config.tokenSecret !== undefined && { tokens: { secret: config.tokenSecret } }),
    }),
    checkFormat,
    createEncoder,
    limits: {
      maxBufferedCharacters: config.limits.maxBufferedCharacters,
      maxOutputMs: config.limits.outputSeconds * 1000,
      maxUnanswered: config.limits.maxUnanswered,
      sessions: config.limits.sessions,
      sessionsPerHolder: config.limits.sessionsPerKey ?? Number.POSITIVE_INFINITY,
    },
    clock: systemClock,
    observe: (session, { protocol }) => {
      if (metrics === undefined) return session;
      return measuredSession(session, { protocol, synthesizer: session.voice.synthesizer }, metrics.sessions);
    },
  });
  return { speech, close: () => closeAll(synthesizers) };
}

async function startSynthesizers(config: Config, log: Log, metrics?: Metrics): Promise<Map<string, Synthesizer>> {
  const started = await Promise.all(
    Object.entries(config.engines).map(async ([name, { use, ...options }]) => {
      const choice = { use: typeof use === 'string' ? use : name, options, directory: process.cwd() };
      const warn = (message: string, err?: unknown) => log.warn({ synthesizer: name, err }, message);
      const synthesizer = await createSynthesizer(choice, { clock: systemClock, warn });
      return metrics === undefined ? synthesizer : measuredSynthesizer(synthesizer, metrics.syntheses);
    }),
  );
  return new Map(started.map((synthesizer) => [synthesizer.name, synthesizer]));
}

async function closeAll(synthesizers: ReadonlyMap<string, Synthesizer>): Promise<void> {
  await Promise.all([...synthesizers.values()].map((synthesizer) => synthesizer.close()));
}
