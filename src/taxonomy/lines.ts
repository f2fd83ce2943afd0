/** A line without its end; `ended` is false for a last line that nothing ends. */
export interface Line {
  readonly number: number;
  readonly text: string;
  readonly ended: boolean;
}

const BYTE_ORDER_MARK = '\uFEFF';

/** Splits chunks of text into lines that LF or CRLF end. A CR within a line stays in it. */
export async function* readLines(chunks: AsyncIterable<string>): AsyncGenerator<Line> {
  let number = 0;
  let rest = '';
  for await (const chunk of chunks) {
    const parts = (rest + chunk).split('\n');
    rest = parts.pop() ?? '';
    for (const part of parts) yield { number: ++number, text: trimLine(part, number), ended: true };
  }
  if (rest !== '') yield { number: ++number, text: trimLine(rest, number), ended: false };
}

function trimLine(text: string, number: number): string {
  const start = number === 1 && text.startsWith(BYTE_ORDER_MARK) ? 1 : 0;
  return text.slice(start, text.endsWith('\r') ? -1 : undefined);
}
