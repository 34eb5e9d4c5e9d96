// How the two web apps are built: `vite build --mode child` and `vite build --mode family`.
import { fileURLToPath } from 'node:url'
import { lingui } from '@lingui/vite-plugin'
import react from '@vitejs/plugin-react'
import { defineConfig, type PluginOption } from 'vite'
import { appIcons } from './src/ui/build/app-icons.ts'
import { drawings } from './src/ui/build/drawings.ts'
import { layerOrder } from './src/ui/build/layer-order.ts'
import { netFiles } from './src/ui/build/nets.ts'
import { pictureSheet } from './src/ui/build/picture-sheet.ts'
import { serviceWorker } from './src/ui/build/service-worker.ts'

const apps = {
  child: { base: '/', preact: process.env['KITESTRING_REACT'] !== '1' },
  family: { base: '/family/', preact: false },
} as const

export default defineConfig(({ mode }) => {
  if (mode !== 'child' && mode !== 'family') throw new Error('Build with --mode child or --mode family.')
  const { base, preact } = apps[mode]
  return {
    root: here(`src/apps/${mode}`),
    base,
    envDir: false,
    resolve: { alias: preact ? preactForReact : [] },
    plugins: [
      ...(preact ? [] : [react()]),
      lingui({ configPath: here('src/ui/words/lingui.config.ts'), failOnMissing: true, failOnCompileError: true }),
      pictureSheet(),
      netFiles(),
      drawings(),
      appIcons(),
      layerOrder(),
      serviceWorker(),
    ] satisfies PluginOption[],
    build: {
      outDir: here(`dist/${mode}`),
      emptyOutDir: true,
      target: ['safari15.4', 'chrome100'],
      cssCodeSplit: false, // one file: nothing is drawn before all rules are there
      assetsInlineLimit: 0, // the content policy allows no data: addresses
      reportCompressedSize: false,
      rolldownOptions: {
        onwarn: (warning, warn) => warning.code === 'MODULE_LEVEL_DIRECTIVE' || warn(warning), // 'use client' means nothing here
        // What every start needs comes in one file: on a slow line forty-five small ones are eight journeys there and back.
        output: { codeSplitting: { groups: [{ name: 'first', tags: ['$initial'] }] } },
      },
    },
  }
})

// React's own 66 KB would be half of what a child's old tablet loads first.
const preactForReact = [
  { find: /^react-dom\/client$/, replacement: 'preact/compat/client' },
  { find: /^react\/jsx-runtime$/, replacement: 'preact/jsx-runtime' },
  { find: /^(react|react-dom)$/, replacement: 'preact/compat' },
  { find: /^use-sync-external-store\/shim.*$/, replacement: 'preact/compat' },
]

function here(path: string) {
  return fileURLToPath(new URL(path, import.meta.url))
}
