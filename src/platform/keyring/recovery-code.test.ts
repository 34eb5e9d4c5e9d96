// The paper copy of the root key: it comes back exactly, and a typing mistake is noticed.
import assert from 'node:assert/strict'
import { it } from 'node:test'
import fc from 'fast-check'
import { RecoveryCodeWrong, rootFromRecovery, toRecoveryCode } from './recovery-code.ts'

const root = fc.uint8Array({ minLength: 32, maxLength: 32 })

it('DEL-2 the code gives the root key back, typed in any case, with or without dashes', () => {
  fc.assert(
    fc.property(root, (bytes) => {
      const code = toRecoveryCode(bytes)
      assert.match(code, /^([0-9A-HJKMNP-TV-Z]{4}-){13}[0-9A-HJKMNP-TV-Z]{4}$/)
      for (const typed of [code, code.toLowerCase(), code.replaceAll('-', ' \n'), code.replaceAll('0', 'o').replaceAll('1', 'l')]) {
        assert.deepEqual(rootFromRecovery(typed), Buffer.from(bytes))
      }
    }),
  )
})

it('DEL-2 one wrong letter, two swapped letters, or one too many or too few are noticed', () => {
  const code = toRecoveryCode(Buffer.alloc(32, 'kite')).replaceAll('-', '')
  const at = (index: number) => code.charAt(index)
  const typos = [...code].flatMap((letter, index) => {
    const before = code.slice(0, index)
    const swapped =
      index === code.length - 1 || at(index + 1) === letter ? [] : [`${before}${at(index + 1)}${letter}${code.slice(index + 2)}`]
    const another = letter === '7' ? '8' : '7'
    return [`${before}${another}${code.slice(index + 1)}`, before + code.slice(index + 1), `${before}7${code.slice(index)}`, ...swapped]
  })
  const says = { name: 'RecoveryCodeWrong', message: 'the recovery code has a typing mistake: it is 14 groups of 4 letters and digits' }
  for (const typo of [...typos, '', `${code}7`, `${code.slice(1)}U`, `${code.slice(1)}!`]) {
    assert.throws(() => rootFromRecovery(typo), RecoveryCodeWrong, typo)
    assert.throws(() => rootFromRecovery(typo), says)
  }
})

it('DEL-2 what is no letter of the code is never read as one', () => {
  const code = toRecoveryCode(Buffer.alloc(32))
  for (let at = 0; at < code.length; at += 1)
    for (const stranger of ['U', '!'])
      assert.throws(
        () => rootFromRecovery(`${code.slice(0, at)}${stranger}${code.slice(at + 1)}`),
        RecoveryCodeWrong,
        `${stranger} at ${at}`,
      )
})

it('DEL-2 a code that was written down years ago still opens', () => {
  assert.equal(toRecoveryCode(Buffer.alloc(32, 'kite')), 'DDMQ-8SBB-D5T6-ATV9-EHJP-PTBM-CNNP-JX35-DDMQ-8SBB-D5T6-ATV9-EHJG-QN5B')
  assert.deepEqual(rootFromRecovery('DDMQ-8SBB-D5T6-ATV9-EHJP-PTBM-CNNP-JX35-DDMQ-8SBB-D5T6-ATV9-EHJG-QN5B'), Buffer.alloc(32, 'kite'))
})
