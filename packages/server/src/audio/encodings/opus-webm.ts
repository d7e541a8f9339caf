/** Opus in WebM: one endless stream for a session, over its flushes and its clears. */
import type { EncodedAudio, EncoderStart } from '../encoder.js';
import type { AudioFormat } from '../format.js';
import { createOpusPackets, lookAhead, opusHead, packetSize } from './opus.js';
import type { EncodedStream, StreamCodec } from './stream.js';
import { webmCluster, webmHeader } from './webm.js';

const packetMs = packetSize / 48;

/** Streams of clusters whose times go on from one to the next. Whole packets are played, the look-ahead in front of each
 *  stream and the padding behind it as silence: so the times stay even, and the delay the same. */
export function opusInWebm(format: AudioFormat, start: EncoderStart): StreamCodec {
  let nextMs = Math.round(start.startMs);

  /** One cluster for each write, which is never as long as a cluster may be. */
  const cluster = (packets: readonly Uint8Array[]): EncodedAudio => {
    const durationMs = packets.length * packetMs;
    const data = packets.length > 0 ? webmCluster(nextMs, packets, packetMs) : new Uint8Array(0);
    nextMs += durationMs;
    return { data, durationMs };
  };

  const open = async (): Promise<EncodedStream> => {
    const packets = await createOpusPackets(format);
    return {
      write: (samples) => cluster(packets.encode(samples)),
      end: (samples) => cluster(packets.end(samples)),
      abort: () => packets.close(),
    };
  };

  return { header: webmHeader(opusHead(0), packetMs), delayMs: lookAhead / 48, open };
}
