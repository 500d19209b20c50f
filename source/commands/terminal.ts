/** Whether a person is there: both ends are terminals, and no CI. */
export function isInteractive(
  env: Readonly<Record<string, string | undefined>>,
  stdin: {isTTY?: boolean},
  stdout: {isTTY?: boolean},
): boolean {
  return stdin.isTTY === true && stdout.isTTY === true && !inCi(env['CI']);
}

/** CI servers set `true`, `1`, `TRUE` or their own name; nothing, `0` and `false` mean that this is none. */
function inCi(value: string | undefined): boolean {
  return value !== undefined && !['', '0', 'false', 'no', 'off'].includes(value.trim().toLowerCase());
}
