/** Vectors of texts that have equally many tokens, in their order. */
export type EncodeTogether = (texts: readonly string[]) => Promise<readonly Float32Array[]>;

/** The most texts that are encoded together: beyond it nothing is gained. */
const TOGETHER = 8;

interface Asked {
  readonly text: string;
  readonly length: number;
  resolve(vector: Float32Array): void;
  reject(reason: unknown): void;
}

/**
 * Encodes what is asked for at the same time in companies of texts of equal length. A run of the network has a cost of its own
 * that a company shares; where lengths differ the shorter texts would be padded, and their last bits would depend on the company.
 */
export function inCompanies(
  lengthOf: (text: string) => number,
  encode: EncodeTogether,
): (text: string) => Promise<Float32Array> {
  let asked: Asked[] = [];
  const go = async () => {
    const now = asked;
    asked = [];
    for (const company of companiesOf(now)) {
      await serve(company, encode);
      await new Promise(setImmediate);
    }
  };
  return (text) =>
    new Promise((resolve, reject) => {
      const length = lengthOf(text);
      if (asked.length === 0) setImmediate(() => void go());
      asked.push({ text, length, resolve, reject });
    });
}

function companiesOf(asked: readonly Asked[]): readonly (readonly Asked[])[] {
  const byLength = new Map<number, Asked[]>();
  for (const one of asked) byLength.set(one.length, [...(byLength.get(one.length) ?? []), one]);
  return [...byLength.values()].flatMap((equal) =>
    Array.from({ length: Math.ceil(equal.length / TOGETHER) }, (_, i) => equal.slice(i * TOGETHER, (i + 1) * TOGETHER)),
  );
}

async function serve(company: readonly Asked[], encode: EncodeTogether): Promise<void> {
  try {
    const vectors = await encode(company.map(({ text }) => text));
    company.forEach(({ resolve, reject }, at) => {
      const vector = vectors[at];
      if (vector) resolve(vector);
      else reject(new RangeError('The encoder gave fewer vectors than texts.'));
    });
  } catch (error) {
    for (const { reject } of company) reject(error);
  }
}
