// The kite a family sees on its home screen, drawn in the sizes that phones ask for.
import sharp from 'sharp'
import type { Plugin } from 'vite'
import { readEmoji } from './picture-sheet.ts'

const sizes = [180, 192, 512]

export function appIcons(): Plugin {
  return {
    name: 'app-icons',
    apply: 'build',
    async generateBundle() {
      for (const size of sizes) {
        this.emitFile({ type: 'asset', fileName: `icon-${size}.png`, source: await drawIcon(size) })
      }
    },
  }
}

// The picture keeps to the middle 80 %, so that a phone may cut the corners round.
async function drawIcon(size: number) {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-6 -6 44 44"><rect x="-6" y="-6" width="44" height="44" fill="#fff8ee"/>${readEmoji().draw('kite')}</svg>`
  return sharp(Buffer.from(svg), { density: 72 * (size / 44) })
    .resize(size, size)
    .png({ palette: true })
    .toBuffer()
}
