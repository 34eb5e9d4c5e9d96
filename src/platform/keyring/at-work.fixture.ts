// Another process at work on a keyring, for the tests: says what it is about to do and what is done, one line each.
import { createHash } from 'node:crypto'
import { newId, parseId } from '../ids.ts'
import { openKeyring } from '../keyring.ts'

const [, , task = '', folder = '', ...ids] = process.argv
const keyring = await openKeyring(folder, 'make-if-missing')

if (task === 'make-the-same') await makeTheSame()
else await makeAndDestroy()

// Answers the fingerprint of each key: two processes at once must come to the same keys.
async function makeTheSame(): Promise<void> {
  const [owner = '', ...photos] = ids
  await keyring.makePersonKey(parseId('person', owner))
  for (const photo of photos) {
    const key = await keyring.makeKey('photo', parseId('photo', photo), parseId('person', owner))
    say('made', `${photo} ${createHash('sha256').update(key.export()).digest('hex')}`)
  }
}

async function makeAndDestroy(): Promise<void> {
  const owner = newId('person')
  await keyring.makePersonKey(owner)
  say('person', owner)
  for (;;) {
    const kept = newId('photo')
    const erased = newId('photo')
    await Promise.all([keyring.makeKey('photo', kept, owner), keyring.makeKey('photo', erased, owner)])
    say('made', kept)
    await keyring.destroy('photo', erased)
    say('erased', erased)
  }
}

function say(what: string, about: string): void {
  process.stdout.write(`${what} ${about}\n`)
}
