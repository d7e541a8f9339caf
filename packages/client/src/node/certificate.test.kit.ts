/** A certificate of one's own for 127.0.0.1, made on the spot: no key lies in the repository. */

import type { KeyObject } from 'node:crypto';
import { generateKeyPairSync, sign } from 'node:crypto';

export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

export function selfSigned(): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const toBeSigned = body(publicKey);
  const signature = sign('sha256', toBeSigned, privateKey);
  const der = sequence(toBeSigned, ecdsaWithSha256, node(0x03, Buffer.from([0]), signature));
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n'),
  };
}

/** One piece of DER: its tag, its length, its content. */
function node(tag: number, ...content: Uint8Array[]): Buffer {
  const value = Buffer.concat(content);
  const length = value.length < 128 ? [value.length] : [0x82, value.length >> 8, value.length & 255];
  return Buffer.concat([Buffer.from([tag, ...length]), value]);
}

function sequence(...content: Uint8Array[]): Buffer {
  return node(0x30, ...content);
}

const ecdsaWithSha256 = sequence(node(0x06, Buffer.from('2a8648ce3d040302', 'hex')));

function body(publicKey: KeyObject): Buffer {
  const version = node(0xa0, node(0x02, Buffer.from([2])));
  const serial = node(0x02, Buffer.from([1]));
  const commonName = sequence(node(0x06, Buffer.from('550403', 'hex')), node(0x0c, Buffer.from('test')));
  const name = sequence(node(0x31, commonName));
  const validity = sequence(time('20000101000000Z'), time('29991231235959Z'));
  const address = node(0x87, Buffer.from([127, 0, 0, 1]));
  const alternativeName = sequence(node(0x06, Buffer.from('551d11', 'hex')), node(0x04, sequence(address)));
  const extensions = node(0xa3, sequence(alternativeName));
  const key = publicKey.export({ type: 'spki', format: 'der' });
  return sequence(version, serial, ecdsaWithSha256, name, validity, name, key, extensions);
}

function time(value: string): Buffer {
  return node(0x18, Buffer.from(value));
}
