// JSON in which a thing that occurs in many places is written once: a history of a hundred steps has nearly all of its things in common.

type Node = { list: unknown[] } | { plain: unknown[] } | { has: Record<string, unknown> }

/** Of plain data; a thing inside is written as [the number of its node]. */
export function toSharedJson(root: object): string {
  const places = new Map<object, number>()
  const nodes: (Node | null)[] = []
  written(root)
  return JSON.stringify(nodes)

  function written(value: unknown): unknown {
    if (typeof value !== 'object' || value === null) return value
    const known = places.get(value)
    if (known !== undefined) return [known]
    const place = nodes.push(null) - 1
    places.set(value, place)
    nodes[place] = nodeOf(value)
    return [place]
  }

  function nodeOf(value: object): Node {
    if (!Array.isArray(value)) return { has: Object.fromEntries(Object.entries(value).map(([name, inside]) => [name, written(inside)])) }
    return value.some((inside) => typeof inside === 'object' && inside !== null) ? { list: value.map(written) } : { plain: value }
  }
}

export function fromSharedJson(text: string): unknown {
  const nodes: Node[] = JSON.parse(text)
  const made = new Map<unknown, unknown>()
  return read([0])

  function read(value: unknown): unknown {
    if (!Array.isArray(value)) return value
    const [place] = value
    if (!made.has(place)) made.set(place, thingOf(nodes[place]))
    return made.get(place)
  }

  function thingOf(node: Node | undefined): unknown {
    if (!node) throw new Error('a thing is missing')
    if ('plain' in node) return node.plain
    if ('list' in node) return node.list.map(read)
    return Object.fromEntries(Object.entries(node.has).map(([name, inside]) => [name, read(inside)]))
  }
}
