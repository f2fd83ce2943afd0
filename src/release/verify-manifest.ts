import { type Finding, whole } from './finding.js';
import { sha256 } from './metadata.js';

const MANIFEST = 'MANIFEST.sha256';
/** A line of sha256sum: the hash, a mark of text or binary mode, the name. */
const LINE = /^([0-9a-f]{64}) [ *](.+)$/;

/** Checks that the manifest lists every file of the folder, and no other, by its hash. */
export function verifyManifest(files: ReadonlyMap<string, string | Uint8Array>): Finding[] {
  const manifest = files.get(MANIFEST);
  if (manifest === undefined) return [whole(MANIFEST, 'is missing')];
  const listed = new Set<string>();
  const wrong = Buffer.from(manifest)
    .toString('utf8')
    .split('\n')
    .flatMap((line, i) => (line === '' ? [] : verifyLine(line, i + 1, listed, files)));
  const strangers = [...files.keys()].filter((name) => name !== MANIFEST && !listed.has(name));
  return [...wrong, ...strangers.map((name) => whole(name, 'is not in the manifest'))];
}

function verifyLine(
  text: string,
  line: number,
  listed: Set<string>,
  files: ReadonlyMap<string, string | Uint8Array>,
): Finding[] {
  const [, hash, name] = LINE.exec(text) ?? [];
  const finding = (problem: string) => [{ file: MANIFEST, line, problem }];
  if (hash === undefined || name === undefined) return finding('is not a hash and a file name');
  if (/[/\\]/.test(name)) return finding(`names ${name}, which is no file of this folder`);
  if (listed.has(name)) return finding('names a file that stands above already');
  listed.add(name);
  const content = files.get(name);
  if (content === undefined) return [whole(name, 'is in the manifest but not in the folder')];
  return sha256(content) === hash ? [] : [whole(name, 'is not what the manifest says: its hash differs')];
}
