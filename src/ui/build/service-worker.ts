// Puts the service worker beside the app, with the list of the app's own files: the only things it may keep.
import { createHash } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { build, type Plugin, type ResolvedConfig, type Rolldown } from 'vite'

const entry = fileURLToPath(new URL('../../apps/service-worker.ts', import.meta.url))
const kept = /\.(html|js|css|svg|woff2)$|^icon-192\.png$/
const later = /\.(onnx|wasm)$|^assets\/(signs|look-at\.worker)-/ // kept once they were needed
const rare = /latin-ext|vietnamese|cyrillic|greek/ // letters fetched only by those whose words need them

export function serviceWorker(): Plugin {
  let app: ResolvedConfig
  return {
    name: 'service-worker',
    apply: 'build',
    configResolved(config) {
      app = config
    },
    async writeBundle(_options, bundle) {
      await build({
        configFile: false,
        envDir: false,
        publicDir: false,
        logLevel: 'warn',
        define: {
          'process.env.NODE_ENV': '"production"',
          __APP_FILES__: JSON.stringify(appFiles(app.base, bundle)),
          __LATER_FILES__: JSON.stringify(laterFiles(app.base, bundle)),
          __APP_BASE__: JSON.stringify(app.base),
        },
        build: {
          outDir: app.build.outDir,
          emptyOutDir: false,
          target: app.build.target,
          lib: { entry, formats: ['iife'], name: 'worker', fileName: () => 'service-worker.js' },
        },
      })
    },
  }
}

function appFiles(base: string, bundle: Rolldown.OutputBundle) {
  return Object.values(bundle)
    .filter(({ fileName }) => kept.test(fileName) && !rare.test(fileName) && !later.test(fileName))
    .map((file) => ({
      url: base + file.fileName,
      revision: file.fileName.startsWith('assets/') ? null : hashOf(file), // names in assets/ carry their own hash
      language: languageOf(file),
    }))
}

function laterFiles(base: string, bundle: Rolldown.OutputBundle) {
  return Object.keys(bundle)
    .filter((name) => later.test(name))
    .map((name) => base + name)
}

/** Whose words a file holds. English is in the app itself. */
function languageOf(file: Rolldown.OutputAsset | Rolldown.OutputChunk) {
  return file.type === 'chunk' ? file.facadeModuleId?.match(/\/words\/([a-z]+)\/[a-z]+\.po$/)?.[1] : undefined
}

function hashOf(file: Rolldown.OutputAsset | Rolldown.OutputChunk) {
  return createHash('sha256')
    .update(file.type === 'chunk' ? file.code : file.source)
    .digest('hex')
    .slice(0, 16)
}
