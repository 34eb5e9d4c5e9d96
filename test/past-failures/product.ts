// What the product is made of: its addresses and fields, its tables, its sources and the packages they stand on. For tests of what must not be there.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Route } from '../../src/access/door.ts'
import type { World } from '../world.ts'

const root = join(import.meta.dirname, '../..')

/** No address, no field of a request or an answer, no table and no column has such a name. */
export async function hasNo(w: World, pattern: RegExp): Promise<void> {
  const { body } = await w.visitor.get<{ paths: Record<string, unknown> }>('/api/openapi.json')
  const columns = await w.asOwner<{ name: string }>(
    "select table_name || '.' || column_name as name from information_schema.columns where table_schema = 'public'",
  )
  const names = [...Object.keys(body.paths), ...fieldsOf(body.paths), ...columns.map(({ name }) => name)]
  assert.ok(names.includes('/api/posts') && names.includes('caption') && names.includes('posts.caption_sealed'))
  assert.deepEqual(
    names.filter((name) => pattern.test(name)),
    [],
  )
}

/** No package, however deep, that the product or its making stands on has such a name, but for those that are named here. */
export function standsOnNo(pattern: RegExp, but: readonly string[] = []): void {
  const { packages }: { packages: Record<string, { name?: string }> } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
  const names = Object.entries(packages).map(([path, { name }]) => name ?? path.split('node_modules/').at(-1) ?? '')
  assert.ok(names.includes('fastify') && names.length > 100)
  assert.deepEqual(
    names.filter((name) => pattern.test(name) && !but.includes(name)),
    [],
  )
}

/** The lines of what is built and run that match, each with its file. */
export function linesWith(pattern: RegExp): string[] {
  return sources('src/**/*.{ts,tsx,css,html,sql}').flatMap(([file, text]) =>
    text
      .split('\n')
      .filter((line) => pattern.test(line))
      .map((line) => `${file}: ${line.trim()}`),
  )
}

export function sources(pattern: string): [file: string, text: string][] {
  const files = globSync(pattern, { cwd: root }).filter((file) => !/\.(test|journey|fixture)\.tsx?$/.test(file))
  assert.ok(files.length > 0, pattern)
  return files.sort().map((file) => [file, readFileSync(join(root, file), 'utf8')])
}

/** What each test says it keeps, journeys included. */
export function testNames(): string[] {
  return globSync(['src/**/*.{test,journey}.ts', 'test/**/*.{test,journey}.ts'], { cwd: root })
    .flatMap((file) => [...readFileSync(join(root, file), 'utf8').matchAll(/\bit\(\s*(['"`])(.*?)\1/g)])
    .map(([, , name = '']) => name)
}

function fieldsOf(schema: unknown): string[] {
  if (Array.isArray(schema)) return schema.flatMap(fieldsOf)
  if (typeof schema !== 'object' || schema === null) return []
  const own = 'properties' in schema ? Object.keys(Object(schema.properties)) : []
  const parameter = 'in' in schema && 'name' in schema ? [String(schema.name)] : []
  return [...own, ...parameter, ...Object.values(schema).flatMap(fieldsOf)]
}

type JsonSchema = z.core.JSONSchema.BaseSchema

/** A body such as the site map says this address takes; ids and words of one's own go where a field has their name. */
export function bodyOf({ body }: Route, named: Record<string, string>): unknown {
  if (body === 'bytes') return Buffer.from('not a picture')
  return body && sampleOf(z.toJSONSchema(body, { io: 'input', unrepresentable: 'any' }), '', named)
}

function sampleOf(schema: JsonSchema, name: string, named: Record<string, string>): unknown {
  if (named[name] !== undefined && schema.type === 'string') return named[name]
  if (name === 'avatar') return 'fox'
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  const either = (schema.anyOf ?? schema.oneOf)?.[0]
  if (either) return sampleOf(either as JsonSchema, name, named)
  if (schema.type === 'object')
    return Object.fromEntries(Object.entries(schema.properties ?? {}).map(([key, part]) => [key, sampleOf(part as JsonSchema, key, named)]))
  if (schema.type === 'array')
    return Array.from({ length: Number(schema.minItems ?? 1) || 1 }, () => sampleOf((schema.items ?? {}) as JsonSchema, name, named))
  if (schema.type === 'integer' || schema.type === 'number') return 90
  if (schema.type === 'boolean') return true
  const letters = /^\^\[\\w-\]\{(\d+)\}\$$/.exec(schema.pattern ?? '')?.[1]
  if (letters) return 'x'.repeat(Number(letters))
  const digits = /^\^\\d\{(\d+)\}\$$/.exec(schema.pattern ?? '')?.[1]
  if (digits) return '0'.repeat(Number(digits))
  return schema.format === 'uuid' ? randomUUID() : schema.pattern ? '2001-01' : 'something else'
}
