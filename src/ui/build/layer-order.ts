// Puts the order of the layers first in every style file: the build may set a part's rules before the ground they stand on.
import { readFileSync } from 'node:fs'
import type { Plugin } from 'vite'

const order = readFileSync(new URL('../styles/layers.css', import.meta.url), 'utf8')
  .replace(/^\/\*.*\*\/\s*/, '')
  .trim()

export function layerOrder(): Plugin {
  return {
    name: 'layer-order',
    enforce: 'post',
    generateBundle(_options, bundle) {
      for (const file of Object.values(bundle))
        if (file.type === 'asset' && file.fileName.endsWith('.css')) file.source = `${order}${file.source.toString()}`
    },
  }
}
