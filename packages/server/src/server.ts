/** The wiring, top to bottom: configuration, engines, voices, speech, protocols, listener. */
import { isLoopback } from './access/addresses.js';
import { createAccess } from './access/credentials.js';
import { createOutgoing, type Outgoing } from './access/outgoing.js';
import { createEncoder } from './audio/encodings/index.js';
import { checkFormat } from './audio/formats.js';
import { loadResampler } from './audio/resampler.js';
import { systemClock } from './clock.js';
import { type Config, createConfig, type OptionSchemas } from './config/config.js';
import type { Settings } from './config/layers.js';
import { createDialer, type Dialer } from './http/dial.js';
import { createEnding } from './http/ending.js';
import { type Address, createListener, type Listener } from './http/listener.js';
import { createPlayground, type Playground } from './http/playground.js';
import { type LoadedProtocol, loadProtocols } from './load-protocols.js';
import type { ProtocolTools } from './protocols/definition.js';
import { protocols as knownProtocols } from './protocols/index.js';
import { type DirectCalls, directCalls } from './protocols/jambonz/host/direct.js';
import type { Protocol } from './protocols/protocol.js';
import { createSpeech } from './session/service.js';
import type { SpeechService } from './session/speech.js';
import { closeEngines, startEngines } from './start-engines.js';
import { synthesizerSchemas } from './synthesizers/index.js';
import type { Synthesizer } from './synthesizers/synthesizer.js';
import { createLog, type Log } from './telemetry/log.js';
import { measuredSession } from './telemetry/measured-session.js';
import { measuredSynthesizer } from './telemetry/measured-synthesizer.js';
import { createMetrics, type Metrics } from './telemetry/metrics.js';
import { version } from './version.js';
import { voiceAliases } from './voices/aliases.js';
import { createCatalogue } from './voices/catalogue.js';

/** A server that takes clients. */
export interface RunningServer {
  /** Where it listens: `http://127.0.0.1:8080`, with the path prefix if there is one. */
  readonly url: string;
  /** One line for a shell that makes it speak; undefined when no protocol has one. */
  readonly example: string | undefined;
  /** The page to try it on, for a browser; undefined where that is off or was not built. */
  readonly page: string | undefined;
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
  const served = knownProtocols.map(({ name, options, strict }) => [name, { options, ...(strict && { strict }) }]);
  return { protocols: Object.fromEntries(served), engines: await synthesizerSchemas() };
}

/** Starts a server. Settings are those of the configuration file. Throws a ConfigError for settings that cannot be,
 *  and what the system says when the address cannot be had. */
export async function startServer(settings: Settings = {}): Promise<RunningServer> {
  return serve(createConfig(await optionSchemas(), settings));
}

/** The same for a configuration that is complete. Whatever was started before something failed is closed again. */
export async function serve(config: Config, log: Log = createLog({ level: config.logLevel })): Promise<RunningServer> {
  const metrics = createMetrics();
  const loaded = await loadProtocols(config);
  const { speech, close: closeSpeech } = await startSpeech(config, { log, metrics });
  const protocols: Protocol[] = [];
  let listener: Listener | undefined;
  const waysOut = createWaysOut(config);
  const close = async () => {
    await (listener?.close() ?? createEnding(protocols, systemClock, log).hurry());
    await waysOut.dialer.close();
    await closeSpeech();
  };
  try {
    for (const { name, create } of loaded) protocols.push(create(toolsOf(name, waysOut, log)));
    const playground = await playgroundOf(config, loaded);
    if (playground !== undefined) protocols.push(playground.protocol);
    const opened = createListener({ protocols, speech, metrics, log, ...listenerSettings(config) });
    listener = opened;
    const { main } = await opened.listen(config);
    const url = urlOf(main, config);
    const drain = async () => {
      await opened.drain(config.drainSeconds * 1000);
      await close();
    };
    const page = playground?.isBuilt ? `${url}/` : undefined;
    return { url, example: exampleOf(loaded, url, config), page, speech, drain, close };
  } catch (error) {
    await close();
    throw error;
  }
}

interface WaysOut {
  readonly outgoing: Outgoing;
  readonly dialer: Dialer;
}

function createWaysOut({ outgoing: rules, limits: { slowReaderMs, pingMs } }: Config): WaysOut {
  const limits = { slowReaderMs, pingEveryMs: pingMs };
  return {
    outgoing: createOutgoing(rules),
    dialer: createDialer({ rules, limits, clock: systemClock }),
  };
}

function toolsOf(protocol: string, { outgoing, dialer: { dial } }: WaysOut, log: Log): ProtocolTools {
  const warn: ProtocolTools['warn'] = (message, err, request) => log.warn({ protocol, request, err }, message);
  return { clock: systemClock, outgoing, dial, warn };
}

/** Where the build puts the page. */
const playgroundFolder = new URL('./playground/', import.meta.url);

async function playgroundOf(
  { playground, apiKeys, metrics }: Config,
  loaded: readonly LoadedProtocol[],
): Promise<Playground | undefined> {
  if (!playground) return undefined;
  const protocols = loaded.map(({ name }) => name);
  return await createPlayground(playgroundFolder, {
    version,
    keyed: apiKeys.length > 0,
    protocols,
    metrics: metrics === 'same' ? '/metrics' : null,
    calls: protocols.includes('jambonz'),
  });
}

function listenerSettings({ host, pathPrefix, origins, apiKeys, limits, metrics }: Config) {
  return {
    prefix: pathPrefix,
    origins,
    keyed: apiKeys.length > 0,
    isLocal: apiKeys.length === 0 && isLoopback(host),
    limits: {
      maxConnections: limits.connections,
      maxBodyBytes: limits.maxBodyBytes,
      slowReaderMs: limits.slowReaderMs,
      pingEveryMs: limits.pingMs,
    },
    operator: { metrics },
  };
}

function urlOf({ host, port }: Address, { pathPrefix }: Config): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}${pathPrefix}`;
}

/** The first one there is. A key is never shown: the shell puts it in. */
function exampleOf(protocols: readonly LoadedProtocol[], url: string, { apiKeys }: Config): string | undefined {
  const key = apiKeys.length > 0 ? '$YOUR_KEY' : undefined;
  return protocols.flatMap(({ example }) => example?.(url, key) ?? [])[0];
}

export interface StartOptions {
  readonly log?: Log;
  /** Counts sessions and syntheses; nothing is counted without. */
  readonly metrics?: Metrics;
  /** A single answer is wanted: the engines start soon rather than be ready for many. */
  readonly brief?: boolean;
}

/** Starts the engines; settles when the first word would be spoken at once. */
export async function startSpeech(
  config: Config,
  { log = createLog({ level: config.logLevel }), metrics, brief = false }: StartOptions = {},
): Promise<RunningSpeech> {
  const engines = await startEngines(config, { log, brief });
  const close = () => closeEngines(engines);
  try {
    await loadResampler();
    return { speech: await speechOver(engines, config, log, metrics), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The same, and the way to jambonz applications: for calls that are placed in this process. */
export async function startCalls(config: Config, options: StartOptions & { readonly log: Log }): Promise<DirectCalls> {
  const { speech, close: closeSpeech } = await startSpeech(config, options);
  const waysOut = createWaysOut(config);
  const calls = directCalls(config.protocols.jambonz?.host, speech, toolsOf('jambonz', waysOut, options.log));
  const close = async () => {
    await calls.close();
    await waysOut.dialer.close();
    await closeSpeech();
  };
  return { place: calls.place, close };
}

async function speechOver(
  engines: readonly Synthesizer[],
  config: Config,
  log: Log,
  metrics: Metrics | undefined,
): Promise<SpeechService> {
  const voices = await Promise.all(engines.map((engine) => engine.voices()));
  const counted = (engine: Synthesizer) => (metrics ? measuredSynthesizer(engine, metrics.syntheses) : engine);
  return createSpeech({
    strict: config.profile === 'strict',
    voices: createCatalogue({
      voices: voices.flat(),
      aliases: voiceAliases,
      names: config.voices.aliases,
      ...(config.voices.default !== undefined && { defaultVoice: config.voices.default }),
      strict: config.voices.strict ?? false,
      log: (fields, message) => log.info(fields, message),
    }),
    synthesizers: new Map(engines.map((engine) => [engine.name, counted(engine)])),
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
}
