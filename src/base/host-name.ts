/** The first label of a host name, in lower case: `pc001` of `PC001.contoso.com`. */
export function firstLabel(name: string): string {
  return (name.split('.', 1)[0] ?? '').toLowerCase();
}
