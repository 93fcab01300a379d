/**
 * Takes text that Z3 printed; gives its S-expressions. Total: text that is cut short gives what was whole.
 * Source: SMT-LIB 2.6, section 3.
 */
export type SExpression =
  | { readonly kind: "atom"; readonly text: string }
  /** A string literal, with the doubled quotes taken back, escapes as they stand. */
  | { readonly kind: "string"; readonly text: string }
  | { readonly kind: "list"; readonly items: readonly SExpression[] };

const token = /\s+|;[^\n]*|\(|\)|"((?:[^"]|"")*)"|\|[^|]*\||[^\s()";|]+/y;

export function parseSExpressions(text: string): readonly SExpression[] {
  const top: SExpression[] = [];
  const open: SExpression[][] = [];
  token.lastIndex = 0;
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    const [whole, quoted] = match;
    const into = open.at(-1) ?? top;
    if (/^[\s;]/.test(whole)) continue;
    if (whole === "(") open.push([]);
    else if (whole !== ")") into.push(atomOf(whole, quoted));
    else {
      const items = open.pop();
      if (items === undefined) break;
      (open.at(-1) ?? top).push({ kind: "list", items });
    }
  }
  return top;
}

function atomOf(whole: string, quoted: string | undefined): SExpression {
  if (quoted === undefined) return { kind: "atom", text: whole };
  return { kind: "string", text: quoted.replaceAll('""', '"') };
}
