#!/usr/bin/env node
// `npx kitestring <command>`, in the package: what it needs it brings at its first call; data lies in the folder where it is called, unless KITESTRING_DATA names another.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { commands } from './commands.mjs'
import { becomeNode, ensureDependencies, ensureNode, giveUp, root, say } from './ground.mjs'

const [command = '', ...args] = process.argv.slice(2)

if (['', 'help', '--help', '-h'].includes(command)) {
  for (const [name, what] of Object.entries(commands)) say(`  kitestring ${name.padEnd(8)} ${what}`)
  say('  kitestring prepare  brings what it needs and starts nothing: for whoever installs it for another user')
} else if (command !== 'prepare' && !Object.hasOwn(commands, command)) {
  giveUp(`There is no command ${command}. There are: ${Object.keys(commands).join(', ')}, prepare.`)
} else {
  const program = join(root, `src/apps/${command}.js`)
  if (!existsSync(join(root, 'src/apps/start.js')))
    giveUp('This is the source of Kitestring, not its package. Here it is: npm start, npm run doctor, and so on.')
  const node = await ensureNode()
  await ensureDependencies()
  if (command !== 'prepare') await becomeNode(node, [program, ...args], {}, process.cwd())
}
