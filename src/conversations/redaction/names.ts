import type { Rule } from './rule.js';

// A name is taken out where a word before it says that one follows: how a person introduces themselves, addresses another, or
// signs. Other names stay: a list of all of them would take out towns, products and plays as well.
const WORD = String.raw`\p{Lu}[\p{Ll}'’]{1,24}(?:[-'’]?\p{Lu}[\p{Ll}'’]{1,24}){0,2}`;
const PARTICLE = String.raw`(?:van|von|de|der|den|del|della|di|da|dos|la|le|el|bin|al|y|e)`;
const FULL = String.raw`${WORD}(?: (?:${PARTICLE} ){0,2}(?:${WORD}|\p{Lu}\.)){0,3}`;
/** As people type who do not care for capitals; only after words that leave no doubt. */
const ANY = String.raw`[\p{L}][\p{L}'’-]{1,24}(?: \p{Lu}[\p{L}'’-]{1,24}){0,2}`;

const TITLES = String.raw`(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Madame|Sr|Sra|Srta|Don|Doña|Dona|Dom|Herr|Herrn|Frau|Monsieur|M\.|Mme|Mlle|Me|Sig|Signor|Signora|Signorina|Sig\.ra|Dott\.ssa|Dott|Dottoressa|Dra)\.?`;
const GREETINGS = String.raw`(?:Dear|Hi|Hello|Hey|Querid[oa]|Estimad[oa]|Hola|Cher|Chère|Bonjour|Salut|Liebe[r]?|Hallo|Sehr geehrte[r]?|Lieb(?:e|er)|Prezad[oa]|Car[oa]|Olá|Oi|Ciao|Gentile|Egregio)`;
const FAREWELLS = String.raw`(?:(?:[Kk]ind |[Bb]est |[Ww]arm |[Mm]any )?[Rr]egards|[Ss]incerely(?: yours)?|[Yy]ours (?:truly|sincerely|faithfully)|[Cc]heers|[Bb]est wishes|[Tt]hanks|[Mm]it freundlichen Grüßen|[Vv]iele Grüße|[Ll]iebe Grüße|[Cc]ordialement|[Bb]ien à vous|[Aa]tentamente|[Ss]aludos(?: cordiales)?|[Uu]n saludo|[Aa]tenciosamente|[Cc]umprimentos|[Aa]braços|[Cc]ordiali saluti|[Dd]istinti saluti|[Ss]aluti)`;
const INTRODUCTIONS = String.raw`(?:[Mm]y name(?:'s| is)|[Mm]y full name is|[Mm]e llamo|[Mm]i nombre es|[Jj]e m['’]appelle|[Mm]on nom est|[Ii]ch hei(?:ß|ss)e|[Mm]ein Name ist|[Mm]eu nome é|[Ee]u me chamo|[Mm]e chamo|[Cc]hamo-me|[Mm]i chiamo|[Ii]l mio nome è)`;
const ROLES = String.raw`(?:[Pp]atient|[Cc]lient|[Cc]ustomer|[Ee]mployee|[Ss]tudent|[Tt]enant|[Pp]aciente|[Cc]liente|[Ee]mplead[oa]|[Aa]lumn[oa]|[Cc]lient[e]?|[Pp]atient(?:e|in)?|[Ss]alariée?|[Mm]itarbeiter(?:in)?|[Kk]und(?:e|in)|[Mm]ieter(?:in)?|[Aa]lun[oa]|[Pp]aziente|[Nn]ame|[Nn]ombre|[Nn]om|[Nn]ome|[Ss]igned|[Ff]irmado|[Uu]nterschrift)`;

/** What is addressed as a person and is none. */
const NOBODY =
  /^(?:sir|madam|sirs|all|team|hiring|customer|customers|colleague|colleagues|friend|friends|everyone|everybody|there|guys|folks|world|valued|editor|diary|santa|prof|professor|doctor|recruiter|recruitment|committee|human|members|students|parents|neighbou?rs?|reader|readers|claude|chatgpt|gpt|ai|assistant|bot|python|damen|herren|kolleg|team|alle|liebe|herr|frau|señor|señora|señores|equipo|todos|todas|amigo|amiga|cliente|clientes|monsieur|madame|messieurs|mesdames|collègues|équipe|tous|senhor|senhora|senhores|colegas|equipe|tutti|team|signor|signora|signori|colleghi|the|not|in|my|a|is|unknown|redacted|on|of|for|support|service|not|none|id|tag|value|field|column|grüße|gruß|sr|sra|srta|sig|dott|dottssa|mme|mlle|dr|mr|mrs|ms)(?!\p{L})/iu;

const somebody = (found: string) => !NOBODY.test(found);

export const NAME_RULES: readonly Rule[] = [
  {
    kind: 'name',
    hint: /name|llamo|nombre|appelle|nome? |hei(?:ß|ss)e|chamo|chiamo/i,
    digits: false,
    pattern: new RegExp(String.raw`(?<cue>(?<!\p{L})${INTRODUCTIONS},? )(?:${FULL}|${ANY})`, 'gu'),
    accept: somebody,
  },
  {
    kind: 'name',
    hint: /\p{Lu}/u,
    digits: false,
    pattern: new RegExp(String.raw`(?<cue>(?<!\p{L})(?:${TITLES} ){1,2})${FULL}`, 'gu'),
    accept: somebody,
  },
  {
    kind: 'name',
    hint: /\p{Lu}/u,
    digits: false,
    pattern: new RegExp(String.raw`(?<cue>(?:^|[\n"“«(>:;,.!?] ?)${GREETINGS} )${FULL}(?=\s?[,:!.\n]|$)`, 'gu'),
    accept: somebody,
  },
  {
    kind: 'name',
    hint: /\n\s*\p{Lu}/u,
    digits: false,
    pattern: new RegExp(String.raw`(?<cue>(?<!\p{L})${FAREWELLS}[,.!]?\s*\n\s*)${FULL}(?=\s*(?:[\n,.]|$))`, 'gu'),
    accept: somebody,
  },
  {
    kind: 'name',
    hint: /\p{Lu}[\p{L}'’-]* (?:\p{L}{1,3} ){0,2}\p{Lu}/u,
    digits: false,
    pattern: new RegExp(
      String.raw`(?<cue>(?<!\p{L})${ROLES}(?:'s name)?(?: ?: ?| named | called | llamad[oa] | nommée? | appelée? | namens | chamad[oa] | di nome |, ))${WORD}(?: (?:${PARTICLE} ){0,2}(?:${WORD}|\p{Lu}\.)){1,3}`,
      'gu',
    ),
    accept: somebody,
  },
];
