import { describe, expect, it } from 'vitest';
import { detectFormat, FORMATS, formatNamed } from '../../../src/conversations/formats/registry.js';
import { lines, neutral } from '../reading.js';

describe('finding the format of a file', () => {
  it.each([
    ['jsonl', lines(neutral())],
    [
      'jsonl',
      lines(neutral({ messages: [{ role: 'user', content: 'What does "mapping": mean? And "chat_messages":?' }] })),
    ],
    ['chatgpt', '[{"title": "x", "create_time": 1, "mapping": {'],
    ['claude', '[\n  {\n    "uuid": "x",\n    "chat_messages": ['],
    ['claude', '{"uuid": "x", "chat_messages": []}'],
  ])('recognises %s', (name, head) => {
    expect(detectFormat(head, 'f').name).toBe(name);
    expect(FORMATS.filter((format) => format.sniff(head)).map((format) => format.name)).toEqual([name]);
  });

  it('says what it looked for when it knows none', () => {
    expect(() => detectFormat('{"rows": 3}', 'x.json')).toThrow(
      'x.json is in no format that is known here (neutral JSONL, ChatGPT export, Claude.ai export).',
    );
  });

  it('says what to do with an archive', () => {
    expect(() => detectFormat('PK\u0003\u0004', 'x.zip')).toThrow('x.zip is a zip archive.');
  });

  it('refuses a name that nobody has', () => {
    expect(formatNamed('claude').name).toBe('claude');
    expect(() => formatNamed('diary')).toThrow('There is no format "diary".');
  });
});
