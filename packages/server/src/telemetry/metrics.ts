/** The server's figures, in one Prometheus registry of its own. */

import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { SpeechErrorCode } from '../errors.js';

/** What is counted, in the words of those who count. No figure is labelled with a key, a text or an address. */
export interface Metrics {
  readonly connections: ConnectionMetrics;
  readonly sessions: SessionMetrics;
  readonly syntheses: SynthesisMetrics;
  /** Everything in Prometheus's text format. */
  expose(): Promise<Exposition>;
}

export interface ConnectionMetrics {
  connected(protocol: string): void;
  /** `code` is the close code that went over the wire first, whoever sent it; 1006 when there was none. */
  disconnected(protocol: string, code: number): void;
  failed(code: SpeechErrorCode): void;
}

export interface SessionMetrics {
  opened(protocol: string): void;
  closed(protocol: string): void;
  firstAudio(protocol: string, synthesizer: string, afterMs: number): void;
  appended(synthesizer: string, characters: number): void;
  spoke(synthesizer: string, audioMs: number): void;
  cleared(protocol: string): void;
}

export interface SynthesisMetrics {
  /** `workMs` is the time that it took to make `audioMs` of audio. */
  ended(synthesizer: string, outcome: SynthesisOutcome, workMs: number, audioMs: number): void;
}

export type SynthesisOutcome = 'done' | 'cancelled' | 'failed';

export interface Exposition {
  readonly contentType: string;
  readonly text: string;
}

export interface MetricsOptions {
  /** Whether memory, CPU and event-loop lag of the process are told too; true unless told otherwise. */
  readonly process?: boolean;
}

const firstAudioBuckets = [0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.75, 1, 2.5, 5];
const realTimeFactorBuckets = [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.85, 1, 1.5, 2, 5];

export function createMetrics(options: MetricsOptions = {}): Metrics {
  const registry = new Registry();
  if (options.process ?? true) collectDefaultMetrics({ register: registry });
  return {
    connections: connectionMetrics(registry),
    sessions: sessionMetrics(registry),
    syntheses: synthesisMetrics(registry),
    async expose() {
      return { contentType: registry.contentType, text: await registry.metrics() };
    },
  };
}

function connectionMetrics(registry: Registry): ConnectionMetrics {
  const count = counter(registry);
  const connections = count('tts_connections_total', 'WebSocket connections that were opened', ['protocol']);
  const disconnects = count('tts_disconnects_total', 'WebSocket connections that ended', ['protocol', 'code']);
  const errors = count('tts_errors_total', 'Requests and conversations that failed', ['code']);
  return {
    connected: (protocol) => connections.inc({ protocol }),
    disconnected: (protocol, code) => disconnects.inc({ protocol, code: knownCloseCode(code) }),
    failed: (code) => errors.inc({ code }),
  };
}

function sessionMetrics(registry: Registry): SessionMetrics {
  const count = counter(registry);
  const sessions = new Gauge({
    name: 'tts_sessions',
    help: 'Speech sessions that are open',
    labelNames: ['protocol'],
    registers: [registry],
  });
  const firstAudio = new Histogram({
    name: 'tts_first_audio_seconds',
    help: 'From the first text after silence to the first audio handed out',
    labelNames: ['protocol', 'synthesizer'],
    buckets: firstAudioBuckets,
    registers: [registry],
  });
  const characters = count('tts_characters_total', 'Characters of text taken', ['synthesizer']);
  const audio = count('tts_audio_seconds_total', 'Audio handed out', ['synthesizer']);
  const clears = count('tts_clears_total', 'Clears asked for', ['protocol']);
  return {
    opened: (protocol) => sessions.inc({ protocol }),
    closed: (protocol) => sessions.dec({ protocol }),
    firstAudio: (protocol, synthesizer, afterMs) => firstAudio.observe({ protocol, synthesizer }, afterMs / 1000),
    appended: (synthesizer, amount) => characters.inc({ synthesizer }, amount),
    spoke: (synthesizer, audioMs) => audio.inc({ synthesizer }, audioMs / 1000),
    cleared: (protocol) => clears.inc({ protocol }),
  };
}

function synthesisMetrics(registry: Registry): SynthesisMetrics {
  const count = counter(registry);
  const utterances = count('tts_utterances_total', 'Utterances that engines were given', ['synthesizer', 'outcome']);
  const realTimeFactor = new Histogram({
    name: 'tts_real_time_factor',
    help: 'Time to make an utterance, divided by the time it plays',
    labelNames: ['synthesizer'],
    buckets: realTimeFactorBuckets,
    registers: [registry],
  });
  return {
    ended(synthesizer, outcome, workMs, audioMs) {
      utterances.inc({ synthesizer, outcome });
      if (audioMs > 0) realTimeFactor.observe({ synthesizer }, workMs / audioMs);
    },
  };
}

function counter(registry: Registry) {
  return <Label extends string>(name: string, help: string, labelNames: readonly Label[]) =>
    new Counter({ name, help, labelNames: [...labelNames], registers: [registry] });
}

/** A client may invent any code from 3000 to 4999; each would be a series of its own. */
function knownCloseCode(code: number): string {
  return code < 3000 ? String(code) : code < 4000 ? '3xxx' : '4xxx';
}
