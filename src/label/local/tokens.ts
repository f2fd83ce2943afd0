const LONGEST = 60;

/** Calls `visit` with each word of a lower-case text, stop words too; runs of Chinese, Japanese or Korean as pairs of characters. */
export function eachToken(text: string, visit: (word: string) => void): void {
  const length = text.length;
  let at = 0;
  while (at < length) {
    while (at < length && !isWordCode(text.charCodeAt(at))) at++;
    const start = at;
    if (start < length && isIdeograph(text.charCodeAt(start))) {
      while (at < length && isIdeograph(text.charCodeAt(at))) at++;
      eachPair(text, start, at, visit);
      continue;
    }
    while (at < length && isWordCode(text.charCodeAt(at)) && !isIdeograph(text.charCodeAt(at))) at++;
    while (at > start && at < length && isSharpOrPlus(text.charCodeAt(at))) at++;
    if (at > start && at - start <= LONGEST) visit(text.slice(start, at));
  }
}

function eachPair(text: string, start: number, end: number, visit: (word: string) => void): void {
  if (end - start === 1) visit(text.slice(start, end));
  for (let at = start; at + 1 < end; at++) visit(text.slice(at, at + 2));
}

/** `c++` and `c#` are words. */
function isSharpOrPlus(code: number): boolean {
  return code === 43 || code === 35;
}

function isIdeograph(code: number): boolean {
  return (code >= 0x3040 && code <= 0x9fff) || (code >= 0xac00 && code <= 0xd7af) || (code >= 0xf900 && code <= 0xfaff);
}

/** Letters, digits, `_`, and everything beyond ASCII but spaces and punctuation. */
function isWordCode(code: number): boolean {
  if (code < 128) return (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || code === 95;
  return code > 0xbf && !(code >= 0x2000 && code <= 0x206f) && !(code >= 0x3000 && code <= 0x303f) && code < 0xff00;
}
