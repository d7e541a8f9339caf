import { describe, expect, it } from 'vitest';
import { opusHead } from './opus.js';
import { webmCluster, webmHeader } from './webm.js';

/** An element that holds no others. */
interface Leaf {
  readonly id: string;
  readonly content: Buffer;
}

const header = webmHeader(opusHead(0), 20);

describe('webm', () => {
  it('says in its header what a player of live Opus must know', () => {
    const contents = new Map(readLeaves(header).map(({ id, content }) => [id, content]));
    expect(contents.get('4282')).toEqual(Buffer.from('webm'));
    expect(contents.get('2ad7b1')?.readUIntBE(0, 3)).toBe(1_000_000);
    expect(contents.get('86')).toEqual(Buffer.from('A_OPUS'));
    expect(contents.get('63a2')).toEqual(Buffer.from(opusHead(0)));
    expect(contents.get('56aa')).toEqual(Buffer.of(0));
    expect(contents.get('56bb')?.readUInt32BE()).toBe(80_000_000);
    expect(contents.get('b5')?.readFloatBE()).toBe(48000);
    expect(contents.get('9f')).toEqual(Buffer.of(1));
  });

  it('gives packets of every length back, each at its time', () => {
    const packets = [1, 121, 122, 123, 124, 1276, 20000].map((length) => Buffer.alloc(length, length));
    for (const startMs of [0, 255, 256, 86_400_000, 2 ** 40]) {
      const leaves = readLeaves(Buffer.concat([header, webmCluster(startMs, packets, 20)]));
      const time = leaves.find(({ id }) => id === 'e7')?.content;
      expect(Number(`0x${time?.toString('hex')}`)).toBe(startMs);
      expect(blocks(leaves).map((block) => block.readInt16BE(1))).toEqual(packets.map((_, at) => at * 20));
      expect(blocks(leaves).map((block) => block.subarray(4))).toEqual(packets);
      // Of the first track, and each one a place to begin at.
      for (const block of blocks(leaves)) expect([block[0], block[3]]).toEqual([0x81, 0x80]);
    }
  });

  it('keeps every complete block of a stream that is cut off anywhere', () => {
    const cluster = webmCluster(
      60,
      [1, 2, 3].map(() => new Uint8Array(60)),
      20,
    );
    // One byte of identifier, one of size, and four in front of the packet.
    const blockLength = 66;
    const firstBlock = cluster.length - 3 * blockLength;
    for (let length = 0; length <= cluster.length; length += 1) {
      const leaves = readLeaves(Buffer.concat([header, cluster, cluster.subarray(0, length)]), 'cut off');
      expect(blocks(leaves)).toHaveLength(3 + Math.max(0, Math.floor((length - firstBlock) / blockLength)));
    }
  });

  it('refuses a cluster that is longer than its times can tell', () => {
    const packets = Array.from({ length: 1640 }, () => new Uint8Array(1));
    expect(
      blocks(readLeaves(webmCluster(0, packets.slice(1), 20)))
        .at(-1)
        ?.readInt16BE(1),
    ).toBe(32760);
    expect(() => webmCluster(0, packets, 20)).toThrow('a block 32780 ms after its cluster does not fit into it');
  });
});

function blocks(leaves: readonly Leaf[]): Buffer[] {
  return leaves.filter(({ id }) => id === 'a3').map(({ content }) => content);
}

const masters = ['1a45dfa3', '18538067', '1549a966', '1654ae6b', 'ae', 'e1', '1f43b675'];

/** Steps from element to element. What does not fill the element around it exactly is an error, and so is an element
 *  that lacks its end, unless the stream was cut off. */
function readLeaves(bytes: Uint8Array, end: 'whole' | 'cut off' = 'whole'): Leaf[] {
  const data = Buffer.from(bytes);
  const leaves: Leaf[] = [];
  const openEnds: number[] = [];
  let at = 0;
  while (at < data.length) {
    const id = variable(data, at);
    const size = variable(data, at + id.length);
    const start = at + id.length + size.length;
    const contentEnd = start + sizeOf(size);
    const isMaster = masters.includes(id.toString('hex'));
    if (size.length === 0 || (!isMaster && contentEnd > data.length)) break;
    if (isMaster) openEnds.push(contentEnd);
    else leaves.push({ id: id.toString('hex'), content: data.subarray(start, contentEnd) });
    at = isMaster ? start : contentEnd;
    while (openEnds.at(-1) === at) openEnds.pop();
    if (at > (openEnds.at(-1) ?? at)) throw new Error('an element is longer than what it lies in');
  }
  const isWhole = at === data.length && openEnds.every((end) => end === Infinity);
  if (end === 'whole' && !isWhole) throw new Error('the stream ends within an element');
  return leaves;
}

/** As many bytes as the first of them says by its leading zeros; none where some are missing. */
function variable(data: Buffer, at: number): Buffer {
  const length = Math.clz32(data[at] ?? 0) - 23;
  return at + length > data.length ? Buffer.alloc(0) : data.subarray(at, at + length);
}

/** Where all bits are set, nobody knows. */
function sizeOf(size: Buffer): number {
  if (size.length === 0) return 0;
  const value = Number(`0x${size.toString('hex')}`) - 2 ** (7 * size.length);
  return value === 2 ** (7 * size.length) - 1 ? Infinity : value;
}
