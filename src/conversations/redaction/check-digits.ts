/** Whether digits end in the check digit of Luhn (ISO/IEC 7812-1, annex B). */
export function isLuhn(digits: string): boolean {
  let sum = 0;
  for (const [i, character] of [...digits].reverse().entries()) {
    const digit = Number(character);
    sum += i % 2 === 0 ? digit : digit * 2 - (digit > 4 ? 9 : 0);
  }
  return sum % 10 === 0;
}

/** Whether a text is a payment card number: 13 to 19 digits of a network's range, with their check digit. */
export function isCard(text: string): boolean {
  const digits = text.replace(/\D/g, '');
  return /^[3-6]\d{12,18}$/.test(digits) && isLuhn(digits);
}

/** Whether a text is an IBAN: the remainder by 97 is one (ISO 13616, ISO 7064 MOD 97-10). */
export function isIban(text: string): boolean {
  const compact = text.replace(/[ -]/g, '').toUpperCase();
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(compact)) return false;
  const moved = compact.slice(4) + compact.slice(0, 4);
  let rest = 0;
  for (const character of moved) {
    const value = Number.parseInt(character, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}

/** Whether a text is a Spanish DNI or NIE: the letter follows from the number modulo 23. */
export function isSpanishId(text: string): boolean {
  const compact = text.replace(/[ .-]/g, '').toUpperCase();
  const digits = compact.slice(0, -1).replace(/^[XYZ]/, (first) => String('XYZ'.indexOf(first)));
  return /^\d{8}$/.test(digits) && 'TRWAGMYFPDXBNJZSQVHLCKE'[Number(digits) % 23] === compact.at(-1);
}

/** Whether a text is a French social security number: its last two digits are 97 less the rest modulo 97. */
export function isFrenchId(text: string): boolean {
  const digits = text.replace(/ /g, '');
  return /^[12]\d{14}$/.test(digits) && 97 - (Number(digits.slice(0, 13)) % 97) === Number(digits.slice(13));
}

/** Whether a text is a Portuguese NIF: nine digits, the last one a check digit modulo 11. */
export function isPortugueseId(text: string): boolean {
  const digits = text.replace(/[ .]/g, '');
  if (!/^[1-9]\d{8}$/.test(digits)) return false;
  const sum = [...digits.slice(0, 8)].reduce((total, digit, i) => total + Number(digit) * (9 - i), 0);
  return (sum % 11 < 2 ? 0 : 11 - (sum % 11)) === Number(digits[8]);
}

/** Whether a text is a German tax identification number: eleven digits, the last one by ISO 7064 MOD 11,10. */
export function isGermanId(text: string): boolean {
  const digits = text.replace(/ /g, '');
  if (!/^[1-9]\d{10}$/.test(digits)) return false;
  let product = 10;
  for (const digit of digits.slice(0, 10)) {
    const sum = (Number(digit) + product) % 10 || 10;
    product = (sum * 2) % 11;
  }
  return (11 - product) % 10 === Number(digits[10]);
}
