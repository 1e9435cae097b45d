/** The console's origin as browsers and curl write it: without the port where that is HTTP's own. */
export function originOf(port: number, host = '127.0.0.1'): string {
  return new URL(`http://${host}:${port}`).origin;
}
