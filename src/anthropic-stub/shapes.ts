import { z } from 'zod';

const Text = z.union([z.string(), z.array(z.object({ type: z.literal('text'), text: z.string() }))]);

/** What the stub reads of the body of a Messages call. A field that the API refuses is refused here as well. */
export const Params = z
  .object({
    model: z.string(),
    max_tokens: z.number().int().positive(),
    system: z
      .array(
        z.object({
          type: z.literal('text'),
          text: z.string(),
          cache_control: z.object({ type: z.literal('ephemeral') }).optional(),
        }),
      )
      .default([]),
    messages: z.array(z.object({ role: z.enum(['user', 'assistant']), content: Text })).min(1),
    output_config: z
      .object({ format: z.object({ type: z.literal('json_schema'), schema: z.record(z.string(), z.unknown()) }) })
      .optional(),
  })
  .strict();
export type Params = z.output<typeof Params>;

export const BatchParams = z
  .object({
    requests: z
      .array(z.object({ custom_id: z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/), params: Params }))
      .min(1)
      .max(100_000),
  })
  .strict();

/** The text of one message. */
export function textOf(content: z.output<typeof Text>): string {
  return typeof content === 'string' ? content : content.map(({ text }) => text).join('');
}

/** The person's turn that is answered: the first one, which holds the matter; a repair only adds to it. */
export function askedIn({ messages }: Params): string {
  const [first] = messages;
  return first ? textOf(first.content) : '';
}
