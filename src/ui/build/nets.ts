// Puts the nets that look at photos beside the app: files of its own, fetched only when a photo is looked at. P9
import type { Plugin } from 'vite'
import { netFile } from '../../features/screening/photos/nets/files.ts'

const nets = 'virtual:nets'
const files = ['skin', 'faces', 'lettering', 'reading', 'signs'] as const

export function netFiles(): Plugin {
  return {
    name: 'net-files',
    resolveId: (id) => (id === nets ? `\0${nets}` : null),
    load(id) {
      if (id !== `\0${nets}`) return null
      const lines = files.map((file) => {
        const name = `${file}.${file === 'signs' ? 'txt' : 'onnx'}`
        return `${file}: import.meta.ROLLUP_FILE_URL_${this.emitFile({ type: 'asset', name, source: netFile(file) })}`
      })
      return `export default { ${lines.join(', ')} }`
    },
  }
}
