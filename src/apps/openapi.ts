// The description of the API, made from the site map itself, so that it cannot say anything else than the code does.
import { jsonSchemaTransform } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Route } from '../access/door.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    line?: Route
  }
}

type Transform = typeof jsonSchemaTransform
type Described = ReturnType<Transform>

const binary = { type: 'string', format: 'binary' }
const refused = {
  description: 'A "no" that was meant: its code says which.',
  type: 'object',
  required: ['code'],
  properties: { code: { type: 'string' } },
}

/** What zod cannot say is added here: bytes, open lines, empty answers, and the one shape of every refusal. */
export function describe(given: Parameters<Transform>[0]): Described {
  const described = jsonSchemaTransform(given)
  const line = given.route.config?.line
  if (!line) return described
  const schema: Record<string, unknown> = { ...described.schema }
  const json = typeof line.answer === 'object' ? (schema['response'] as object) : {}
  return {
    ...described,
    schema: {
      ...schema,
      ...(line.body === 'bytes' ? { body: { content: { 'application/octet-stream': { schema: binary } } } } : {}),
      ...(line.query ? { querystring: z.toJSONSchema(line.query) } : {}),
      response: { ...json, ...answerOf(line), '4xx': refused },
    },
  }
}

function answerOf({ answer }: Route): Record<string, unknown> {
  if (answer === 'nothing') return { 204: { description: 'Done.', type: 'null' } }
  if (answer === 'bytes') return { 200: { description: 'The picture.', content: { 'image/webp': { schema: binary } } } }
  if (answer === 'stream') return { 200: { description: 'The file, as it is made.', content: { 'application/zip': { schema: binary } } } }
  if (answer === 'changes')
    return { 200: { description: 'An open line of server-sent events.', content: { 'text/event-stream': { schema: { type: 'string' } } } } }
  return {}
}
