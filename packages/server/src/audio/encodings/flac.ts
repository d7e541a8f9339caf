/** FLAC, in blocks short enough to stream. */
// The plain JavaScript build: the WebAssembly one replaces the global fetch, and cannot load itself in Node.
import libflac from 'libflacjs/dist/libflac.min.js';
import { SpeechError } from '../../errors.js';
import type { AudioFormat } from '../format.js';
import { joinArrays } from '../join.js';
import type { EncodedStream, StreamCodec } from './stream.js';

/** Samples per frame. Four times as many would save 2 % of the bytes, and hold 60 ms more at 24 kHz. */
const blockSize = 480;
const compressionLevel = 5;
const bitsPerSample = 16;
const unknownTotal = 0;

/** Streams that begin with the marker and metadata of FLAC, their length left open. */
export function flac(format: AudioFormat): StreamCodec {
  return { delayMs: 0, open: () => openFlac(format) };
}

async function openFlac({ sampleRate }: AudioFormat): Promise<EncodedStream> {
  await ready();
  const id = libflac.create_libflac_encoder(
    sampleRate,
    1,
    bitsPerSample,
    compressionLevel,
    unknownTotal,
    false,
    blockSize,
  );
  if (id === 0) throw new SpeechError('internal', 'no FLAC encoder could be created');
  /** Frames that were not given yet, metadata included, and how many samples are in them. */
  let frames: Uint8Array[] = [];
  let framedSamples = 0;
  let open = true;

  const encode = (samples: Int16Array) => {
    const done = libflac.FLAC__stream_encoder_process_interleaved(id, new Int32Array(samples), samples.length);
    if (!done)
      throw new SpeechError('internal', `FLAC encoding failed in state ${libflac.FLAC__stream_encoder_get_state(id)}`);
  };
  const take = () => {
    const audio = { data: joinArrays(Uint8Array, frames), durationMs: (framedSamples * 1000) / sampleRate };
    frames = [];
    framedSamples = 0;
    return audio;
  };
  const close = () => {
    if (open) libflac.FLAC__stream_encoder_delete(id);
    open = false;
  };

  const status = libflac.init_encoder_stream(id, (bytes, _length, samples) => {
    frames.push(bytes.slice());
    framedSamples += samples;
  });
  if (status !== 0) {
    close();
    throw new SpeechError('internal', `FLAC encoding could not begin: status ${status}`);
  }

  return {
    write(samples) {
      encode(samples);
      return take();
    },
    end(samples) {
      if (samples.length > 0) encode(samples);
      libflac.FLAC__stream_encoder_finish(id);
      close();
      return take();
    },
    abort: close,
  };
}

function ready(): Promise<void> | undefined {
  if (libflac.isReady()) return undefined;
  return new Promise((resolve) => {
    libflac.on('ready', () => resolve());
  });
}
