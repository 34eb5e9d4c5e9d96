// Mutants that no test can notice, each with the reason. One that a test kills after all, or that the code no longer has, must leave this list.
export const reasons: readonly { file: string; was: string; becomes: string; why: string }[] = []
