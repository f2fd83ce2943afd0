/** Words that say nothing about the work: function words, and the small talk of requests. */
const STOP_WORDS = new Set(
  `a about above after again against all am an and any are aren as at be because been before being below between both but by can
cannot could couldn did didn do does doesn doing don down during each few for from further had hadn has hasn have haven having he her
here hers herself him himself his how i if in into is isn it its itself let ll me more most much my myself no nor not now of off on
once only or other our ours ourselves out over own re same shan she should shouldn so some such than that the their theirs them
themselves then there these they this those through to too under until up us ve very was wasn we were weren what when where which
while who whom why will with won would wouldn you your yours yourself yourselves also just like get got getting give given gave tell
told show know want wanted need needed make made making use used using please help thing things something anything everything way ways
one two first lot really maybe still even well good better best new okay ok yes yeah sure hi hello hey thanks thank chatgpt gpt ai
assistant claude im ive id dont doesnt cant isnt able etc eg ie try trying go going see look looking say said come take keep put may
might must shall within without per via many every another else ever never always often right actually great nice able different following
example examples question questions answer ask asked idea ideas bit etc`.split(/\s+/),
);

const VOWEL = /[aeiouy]/;
const LONGEST_WORD = 40;

/** The start of a character class that belongs to words: letters, digits within them, `_`, and everything beyond ASCII but spaces. */
function isWordCode(code: number): boolean {
  if (code < 128) return (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || code === 95;
  return code !== 0xa0 && !(code >= 0x2000 && code <= 0x206f) && !(code >= 0x3000 && code <= 0x303f);
}

/**
 * Calls `visit` with each word of a lower-case text, as written. `+` and `#` after a letter belong to it (c++, c#). Words of
 * one letter but `c` and `r`, of digits alone or of more than 40 characters are left out.
 */
export function eachWord(text: string, visit: (word: string) => void): void {
  const length = text.length;
  let at = 0;
  while (at < length) {
    while (at < length && !isWordCode(text.charCodeAt(at))) at++;
    const start = at;
    while (at < length && isWordCode(text.charCodeAt(at))) at++;
    if (at < length && at > start) while (text.charCodeAt(at) === 43 || text.charCodeAt(at) === 35) at++;
    if (isWorthwhile(text, start, at)) visit(text.slice(start, at));
  }
}

function isWorthwhile(text: string, start: number, end: number): boolean {
  const size = end - start;
  if (size === 1) return text[start] === 'c' || text[start] === 'r';
  return size > 1 && size <= LONGEST_WORD && !(text.charCodeAt(start) <= 57 && text.charCodeAt(end - 1) <= 57);
}

/** The form under which a lower-case word is looked up, or null for a stop word. */
export function toTerm(word: string): string | null {
  return STOP_WORDS.has(word) ? null : stem(word);
}

/** Takes off the commonest English endings: a light stemmer, which need not give words, only the same for what belongs together. */
export function stem(word: string): string {
  if (word.length < 4) return word;
  const singular = stripPlural(word);
  const bare = stripSuffix(singular);
  return bare.length > 3 && bare.endsWith('e') ? bare.slice(0, -1) : bare;
}

function stripPlural(word: string): string {
  if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}y`;
  if (word.endsWith('sses')) return word.slice(0, -2);
  if (word.endsWith('s') && !/(ss|us|is)$/.test(word)) return word.slice(0, -1);
  return word;
}

function stripSuffix(word: string): string {
  for (const suffix of ['ing', 'ed', 'er', 'or']) {
    const rest = word.slice(0, -suffix.length);
    if (word.endsWith(suffix) && rest.length >= 3 && VOWEL.test(rest)) return undouble(rest);
  }
  return word.length >= 6 && /[st]ion$/.test(word) ? word.slice(0, -3) : word;
}

/** `programm` -> `program`; but `sell`, `press`, `buzz` keep their pair. */
function undouble(word: string): string {
  const last = word.at(-1);
  return last === word.at(-2) && !/[lsz]/.test(last ?? '') ? word.slice(0, -1) : word;
}
