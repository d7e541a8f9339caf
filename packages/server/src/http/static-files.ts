/** The files of a folder, read once and served from memory: what a client asks for is looked up, never opened. */

import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface StaticFile {
  readonly body: Uint8Array<ArrayBuffer>;
  readonly contentType: string;
  /** As the header has it, with its quotes. */
  readonly etag: string;
}

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.txt': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

/** By their path below the folder, with slashes: `client/index.js`. None where there is no such folder. Links are not followed. */
export async function readStaticFiles(folder: URL): Promise<ReadonlyMap<string, StaticFile>> {
  const root = fileURLToPath(folder);
  const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch(noneWhereNothingIs);
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const named = paths.map(async (path) => [relative(root, path).split(sep).join('/'), await read(path)] as const);
  return new Map(await Promise.all(named));
}

/** The file, or 304 for who has it already. Browsers ask each time, so that a new version is seen at once. */
export function fileAnswer(file: StaticFile, asked: Headers, headers: Readonly<Record<string, string>>): Response {
  const { body, contentType, etag } = file;
  const known = { ...headers, etag, 'cache-control': 'no-cache' };
  if (isCurrent(asked.get('if-none-match'), etag)) return new Response(null, { status: 304, headers: known });
  const about = { 'content-type': contentType, 'content-length': String(body.byteLength) };
  return new Response(body, { headers: { ...known, ...about } });
}

async function read(path: string): Promise<StaticFile> {
  const body = new Uint8Array(await readFile(path));
  return {
    body,
    contentType: contentTypes[extname(path).toLowerCase()] ?? 'application/octet-stream',
    etag: `"${createHash('sha256').update(body).digest('base64url')}"`,
  };
}

/** A proxy that compresses what it passes on marks the tag as weak. */
function isCurrent(ifNoneMatch: string | null, etag: string): boolean {
  if (ifNoneMatch === null) return false;
  const tags = ifNoneMatch.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes(etag) || tags.includes('*');
}

function noneWhereNothingIs(cause: NodeJS.ErrnoException): [] {
  if (cause.code === 'ENOENT') return [];
  throw cause;
}
