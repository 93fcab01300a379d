/**
 * Takes the clauses that stand before a statement; emits `assert`, `assume`, `use` and `ghost`, and says whether the
 * statement itself is in the model.
 */
import ts from "typescript";
import type { ClauseSyntax } from "../../contract/index.js";
import { type Clause, intSort, type Variable } from "../../ir/index.js";
import { argumentTerms } from "../elaborate/arguments.js";
import { siteOfSymbol } from "../elaborate/callee.js";
import { elaborate, unknownName } from "../elaborate/elaborate.js";
import type { Surroundings } from "../syntax/entity.js";
import { ghostNamed } from "../syntax/ghosts.js";
import { invalid } from "../syntax/refusal.js";
import { coerce, settle } from "../types/coerce.js";
import { unrefined } from "../types/refinements.js";
import { type Body, emit } from "../world/body.js";
import { clauseSurroundings, declined, formula, sortOfBinderType } from "./clauses.js";

/** What is to be done with a statement. */
export type Manner =
  | { readonly kind: "read" }
  /** `havoc` or `skip` before it. */
  | { readonly kind: "forget"; readonly syntax: ClauseSyntax }
  /** `havoc key`: the calls in it that match are arbitrary. */
  | { readonly kind: "calls"; readonly syntax: Extract<ClauseSyntax, { keyword: "havoc" }> };

export function annotate(node: ts.Statement, body: Body): Manner {
  const clauses = body.site.file.attachments.statements.get(node) ?? [];
  const found: { kind: "assert" | "assume"; clause: Clause }[] = [];
  let manner: Manner = { kind: "read" };
  for (const syntax of clauses) {
    switch (syntax.keyword) {
      case "type":
        break;
      case "assert":
      case "assume": {
        const clause = formula(syntax, clausesAt(node, body));
        found.push({ kind: syntax.keyword, clause });
        if (syntax.keyword === "assume") emit(body, { kind: "assume", clause, span: clause.span });
        else emit(body, { kind: "assert", clause, owes: "assert", span: clause.span });
        break;
      }
      case "use":
        useLemma(syntax, node, body);
        break;
      case "ghost":
        ghost(syntax, node, body);
        break;
      case "havoc":
        manner = syntax.key === "" ? { kind: "forget", syntax } : { kind: "calls", syntax };
        break;
      case "skip":
        manner = { kind: "forget", syntax };
        break;
      default:
        invalid(declined(syntax));
    }
  }
  if (found.length > 0) body.assertions.set(node, found);
  return manner;
}

function clausesAt(node: ts.Statement, body: Body): Surroundings {
  return clauseSurroundings(body, { location: node, state: "current", old: true });
}

function useLemma(syntax: Extract<ClauseSyntax, { keyword: "use" }>, node: ts.Statement, body: Body): void {
  const cx = clausesAt(node, body);
  const { callee, args: given } = syntax.lemma;
  const { checker } = body.site.file;
  const name = callee.kind === "name" ? callee.name : undefined;
  const symbol = name === undefined ? undefined : checker.resolveName(name, node, ts.SymbolFlags.Value, false);
  const site = siteOfSymbol(symbol, body);
  if (site === undefined) {
    if (name !== undefined && symbol === undefined) unknownName(name, callee.span, cx);
    invalid({
      code: "clause.type",
      span: callee.span,
      message: "`use` names a function of the project.",
      hint: "Write `//@ use lemma(x, y)`.",
    });
  }
  const signature = body.world.signature(site, syntax.span);
  body.used.add(site.id);
  if (signature.modifies.size > 0) {
    const message = `\`${site.name}\` changes its arguments, so that it is no lemma.`;
    invalid({ code: "clause.type", span: callee.span, message });
  }
  const args = argumentTerms(given, signature.parameters, site.name, syntax.lemma.span, cx);
  emit(body, { kind: "use", callee: site.id, args, text: syntax.text, span: syntax.span });
}

/** Proof-only state, in scope to the end of the block that it is declared in. */
function ghost(syntax: Extract<ClauseSyntax, { keyword: "ghost" }>, node: ts.Statement, body: Body): void {
  const cx = clausesAt(node, body);
  const { span, name } = syntax;
  if (!syntax.declares) {
    const variable = ghostNamed(name, node, body);
    if (variable === undefined) {
      const message = `\`${name}\` is no ghost variable here.`;
      const hint = `Declare it before: \`//@ ghost let ${name} = …\`.`;
      invalid({ code: "clause.unknown-name", span: syntax.nameSpan, message, hint });
    }
    const value = coerce(elaborate(syntax.value, cx, variable.sort), variable.sort, syntax.value.span, cx);
    emit(body, { kind: "assign", target: { root: variable, path: [] }, value, ghost: true, span });
    return;
  }
  // Soundness: a ghost of the name of a variable of the code would make clauses that speak of the variable ambiguous.
  if (cx.resolve(name) !== undefined || ghostNamed(name, node, body) !== undefined) {
    const message = `\`${name}\` is a name of the program here.`;
    invalid({ code: "clause.type", span: syntax.nameSpan, message, hint: "Give the ghost a name of its own." });
  }
  const wanted = syntax.type === undefined ? undefined : sortOfBinderType(syntax.type, node, body);
  const value = elaborate(syntax.value, cx, wanted);
  const own = value.kind === "number" ? intSort : unrefined(settle(value, cx).sort);
  const sort = wanted ?? own;
  const variable: Variable = { name: body.cx.freshBinder(name), sort };
  emit(body, { kind: "let", variable, value: coerce(value, sort, syntax.value.span, cx), ghost: true, span });
  body.ghosts.push({ name, variable, scope: node.parent });
}
