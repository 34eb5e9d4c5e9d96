// A "no" that was meant: it carries a code, and the reader's own screen finds the words for it.
export class Refusal extends Error {
  override name = 'Refusal'
  code: string
  constructor(code: string) {
    super(code)
    this.code = code
  }
}

export function refuse(code: string): never {
  throw new Refusal(code)
}
