/** The browser's audio in memory: it runs the worklet's real text, and time passes when the test renders. */

import { resolveObjectURL } from 'node:buffer';
import { runInNewContext } from 'node:vm';
import { vi } from 'vitest';

type OnMessage = ((event: { data: unknown }) => void) | undefined;

/** One side of a message port. */
class FakePort {
  onmessage: OnMessage;
  readonly posted: unknown[] = [];

  postMessage(message: unknown, transfer: ArrayBuffer[] = []): void {
    this.posted.push(structuredClone(message, { transfer }));
  }

  /** Hands what was posted here to the other side. */
  deliverTo(other: FakePort): void {
    for (const data of this.posted.splice(0)) other.onmessage?.({ data });
  }
}

interface Processor {
  readonly port: FakePort;
  process(inputs: unknown, outputs: Float32Array[][]): boolean;
}

type ProcessorClass = new (options: unknown) => Processor;

export class FakeNode {
  readonly port = new FakePort();
  onprocessorerror: (() => void) | undefined;
  connectedTo: unknown;
  readonly processor: Processor;
  readonly context: FakeContext;

  constructor(context: FakeContext, name: string, options: object) {
    const Class = context.processors.get(name);
    if (Class === undefined) throw new Error(`nobody registered ${name}`);
    this.processor = new Class(options);
    this.context = context;
    context.node = this;
  }

  connect(destination: unknown): void {
    this.connectedTo = destination;
  }

  disconnect(): void {
    this.connectedTo = undefined;
  }
}

export class FakeContext extends EventTarget {
  readonly processors = new Map<string, ProcessorClass>();
  readonly destination = {};
  readonly sampleRate: number;
  readonly urls: string[] = [];
  readonly audioWorklet: { addModule(url: string): Promise<void> } | undefined = {
    addModule: (url) => this.#addModule(url),
  };
  state: 'suspended' | 'running' | 'closed' = 'running';
  /** What `resume` leads to; a browser that was not clicked stays suspended. */
  willing = true;
  resumes = 0;
  node: FakeNode | undefined;

  constructor({ sampleRate = 48_000 } = {}) {
    super();
    if (sampleRate > 96_000) throw new Error('this rate is not supported');
    this.sampleRate = sampleRate;
  }

  async resume(): Promise<void> {
    this.resumes += 1;
    if (this.willing) this.enter('running');
  }

  async close(): Promise<void> {
    if (this.state === 'closed') throw new Error('this context is closed already');
    this.enter('closed');
  }

  enter(state: FakeContext['state']): void {
    this.state = state;
    this.dispatchEvent(new Event('statechange'));
  }

  /** Renders so many quanta; none means that messages are delivered only. */
  render(quanta = 0): number[] {
    const node = this.node as FakeNode;
    const rendered: number[] = [];
    node.port.deliverTo(node.processor.port);
    for (let count = 0; count < quanta && this.state === 'running'; count += 1) {
      const output = new Float32Array(128);
      node.processor.process([], [[output]]);
      rendered.push(...output);
    }
    node.processor.port.deliverTo(node.port);
    return rendered;
  }

  async #addModule(url: string): Promise<void> {
    const text = await resolveObjectURL(url)?.text();
    if (text === undefined) throw new Error(`there is no module at ${url}`);
    this.urls.push(url);
    class AudioWorkletProcessor {
      readonly port = new FakePort();
    }
    const registerProcessor = (name: string, processor: ProcessorClass) => {
      if (this.processors.has(name)) throw new Error(`${name} is registered already`);
      this.processors.set(name, processor);
    };
    // Nothing but what an audio thread has.
    runInNewContext(text, { AudioWorkletProcessor, registerProcessor, sampleRate: this.sampleRate });
  }
}

/** Makes the fakes the browser's; undo with `vi.unstubAllGlobals()`. */
export function stubAudio(): void {
  vi.stubGlobal('AudioContext', FakeContext);
  vi.stubGlobal('AudioWorkletNode', FakeNode);
}
