/** Weights of the figures' font, Source Sans 3, that ships with us. */
export type FontWeight = 400 | 600 | 700;

/** Advance widths of the font's printable ASCII in thousandths of the size. */
const WIDTHS: Readonly<Record<FontWeight, readonly number[]>> = {
  400: [
    200, 289, 426, 497, 497, 824, 609, 249, 303, 303, 418, 497, 249, 311, 249, 350, 497, 497, 497, 497, 497, 497, 497,
    497, 497, 497, 249, 249, 497, 497, 497, 425, 847, 543, 588, 571, 615, 527, 494, 617, 652, 263, 479, 579, 486, 727,
    647, 664, 566, 664, 569, 534, 536, 645, 515, 786, 513, 476, 539, 303, 350, 303, 497, 500, 542, 504, 553, 456, 555,
    496, 292, 504, 544, 246, 247, 495, 255, 829, 547, 542, 555, 555, 347, 419, 338, 544, 467, 719, 446, 467, 425, 303,
    241, 303, 497,
  ],
  600: [
    200, 315, 482, 513, 513, 841, 639, 275, 324, 324, 438, 513, 275, 322, 275, 344, 513, 513, 513, 513, 513, 513, 513,
    513, 513, 513, 275, 275, 513, 513, 513, 444, 875, 558, 597, 576, 625, 538, 510, 628, 663, 282, 494, 597, 502, 745,
    657, 674, 582, 674, 592, 545, 546, 655, 536, 800, 541, 501, 540, 324, 344, 324, 513, 500, 549, 516, 563, 462, 564,
    507, 317, 520, 558, 262, 263, 522, 271, 843, 560, 549, 564, 564, 373, 431, 361, 556, 495, 748, 481, 495, 443, 324,
    255, 324, 513,
  ],
  700: [
    200, 340, 537, 528, 528, 857, 667, 300, 344, 344, 457, 528, 300, 332, 300, 339, 528, 528, 528, 528, 528, 528, 528,
    528, 528, 528, 300, 300, 528, 528, 528, 463, 902, 573, 605, 582, 635, 548, 524, 638, 674, 301, 509, 614, 518, 762,
    665, 684, 596, 684, 613, 556, 556, 665, 556, 813, 567, 525, 541, 344, 339, 344, 528, 500, 555, 527, 573, 468, 573,
    518, 341, 534, 571, 276, 278, 548, 286, 857, 572, 555, 573, 573, 398, 443, 383, 568, 523, 776, 514, 521, 460, 344,
    268, 344, 528,
  ],
};
/** Punctuation outside of ASCII that the figures use. */
const PUNCTUATION: Readonly<Record<FontWeight, Readonly<Record<string, number>>>> = {
  400: { '\u00a0': 200, '\u202f': 120, '·': 249, '–': 480, '—': 800, '−': 497, '…': 948, '’': 249, '“': 426, '”': 426 },
  600: { '\u00a0': 200, '\u202f': 120, '·': 275, '–': 480, '—': 800, '−': 513, '…': 964, '’': 275, '“': 482, '”': 482 },
  700: { '\u00a0': 200, '\u202f': 120, '·': 300, '–': 480, '—': 800, '−': 528, '…': 978, '’': 300, '“': 537, '”': 537 },
};
/** What any other character is taken for. */
const OTHER = 560;
/** Drawings bring their font; what others take for it when they edit them is a little wider. */
const SLACK = 1.04;

/** Width of a text in pixels as the font that ships with us draws it; kerning, which is left out, makes it a little less. */
export function drawnWidth(text: string, size: number, weight: FontWeight = 400): number {
  let width = 0;
  for (const character of text.normalize('NFC')) width += advance(character, weight);
  return (width / 1000) * size;
}

function advance(character: string, weight: FontWeight): number {
  // An accented letter is as wide as its letter.
  const letter = character.normalize('NFD').codePointAt(0) ?? 0;
  return PUNCTUATION[weight][character] ?? WIDTHS[weight][letter - 32] ?? OTHER;
}

/** The room that a text is given, in pixels. */
export function textWidth(text: string, size: number, weight: FontWeight = 400): number {
  return drawnWidth(text, size, weight) * SLACK;
}

/** A text that fits into `width`, cut at the end of a word where it must be. */
export function fitText(text: string, width: number, size: number, weight: FontWeight = 400): string {
  return wrapText(text, width, size, 1, weight)[0] ?? '';
}

/** A text in at most `lines` lines; the last one ends in an ellipsis where words are left. */
export function wrapText(text: string, width: number, size: number, lines: number, weight: FontWeight = 400): string[] {
  const words = text.split(/[ \t\n]+/).filter(Boolean);
  const wrapped: string[] = [];
  while (words.length > 0 && wrapped.length < lines) {
    let line = words.shift() ?? '';
    while (words.length > 0 && textWidth(`${line} ${words[0]}`, size, weight) <= width)
      line = `${line} ${words.shift()}`;
    wrapped.push(line);
  }
  if (words.length > 0) wrapped.push(shorten(wrapped.pop() ?? '', width, size, weight));
  return wrapped;
}

/** Takes words off the end until an ellipsis fits. */
function shorten(line: string, width: number, size: number, weight: FontWeight): string {
  const words = line.split(' ');
  while (words.length > 1 && textWidth(`${words.join(' ')}…`, size, weight) > width) words.pop();
  return `${words.join(' ').replace(/[,;:.]$/, '')}…`;
}
