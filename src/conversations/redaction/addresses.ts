import type { Rule } from './rule.js';

// A street address is a street by its own word and a house number, in the order of its language.
const NAME = String.raw`\p{Lu}[\p{L}'’.-]{1,30}`;
const NAMES = String.raw`${NAME}(?: (?:(?:de|del|della|delle|dei|du|des|da|das|do|dos|la|le|les|los|las|l'|d')[ ]?)*${NAME}){0,4}`;
const OF = String.raw`(?:(?:de|del|della|delle|dei|du|des|da|das|do|dos|la|le|les|los|las|l['’]|d['’])[ ]?){0,3}`;
const HOUSE = String.raw`\d{1,4}(?: ?(?:[a-h]|bis|ter))?(?![\p{L}\d])`;

const ENGLISH = String.raw`\b\d{1,5}[a-c]?,? (?:(?:N|S|E|W|NE|NW|SE|SW|North|South|East|West)\.? )?(?:\p{Lu}[\p{L}'’-]{1,20}|\d{1,3}(?:st|nd|rd|th))(?: \p{Lu}[\p{L}'’-]{1,20}){0,2} (?:Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr|Boulevard|Blvd|Court|Ct|Way|Close|Terrace|Place|Pl|Square|Sq|Crescent|Highway|Hwy|Row|Gardens|Parkway|Pkwy)\b\.?(?:,? (?:Apt|Apartment|Unit|Suite|Flat|#)\.? ?\w{1,5})?`;
const GERMAN = String.raw`(?<!\p{L})(?:(?:${NAME} ){0,2}${NAME}(?:straße|strasse|str\.|weg|allee|platz|gasse|ufer|damm|ring)|(?:${NAME} ){1,2}(?:Straße|Strasse|Str\.|Weg|Allee|Platz|Gasse|Ufer|Damm|Ring)) ${HOUSE}`;
const FRENCH = String.raw`\b\d{1,4}(?: ?(?:bis|ter))?,? (?:rue|avenue|boulevard|bd|place|chemin|allée|impasse|quai|cours|route|square) ${OF}${NAMES}`;
const SOUTHERN = String.raw`(?<!\p{L})(?:[Cc]alle|[Cc]\/|[Aa]venida|[Aa]vda\.?|[Aa]v\.|[Pp]aseo|[Pp]laza|[Rr]onda|[Cc]amino|[Rr]ua|[Tt]ravessa|[Pp]raça|[Aa]lameda|[Ll]argo|[Vv]ia|[Vv]iale|[Pp]iazza|[Cc]orso|[Vv]icolo|[Ss]trada) ${OF}${NAMES},?(?: (?:n\.?[ºo°]?|núm\.?|número|numero))?,? ${HOUSE}(?:, ?\d{1,2}\.?[ºª°]?(?: ?[A-Da-d])?)?`;

export const ADDRESS_RULES: readonly Rule[] = [
  {
    kind: 'address',
    hint: /\d[a-c]?,? [\p{Lu}\d]/u,
    digits: true,
    pattern: new RegExp(ENGLISH, 'gu'),
  },
  {
    kind: 'address',
    hint: / \d(?<=(?:stra(?:ß|ss)e|str\.|weg|allee|platz|gasse|ufer|damm|ring) \d)/i,
    digits: true,
    pattern: new RegExp(GERMAN, 'gu'),
  },
  {
    kind: 'address',
    hint: /\d(?: ?(?:bis|ter))?,? (?:rue|avenue|boulevard|bd|place|chemin|allée|impasse|quai|cours|route|square) /,
    digits: true,
    pattern: new RegExp(FRENCH, 'gu'),
  },
  {
    kind: 'address',
    hint: /(?:calle|c\/|avenida|avda\.?|av\.|paseo|plaza|ronda|camino|rua|travessa|praça|alameda|largo|via|viale|piazza|corso|vicolo|strada) /i,
    digits: true,
    pattern: new RegExp(SOUTHERN, 'gu'),
  },
];
