/**
 * Takes the text of a file that is nested more deeply than TypeScript's parser or our passes can follow; gives it with those
 * parts of functions replaced by a value of type `any`, and the places. Functions with such a part are declined, the others
 * read. Relies on: `any` is believed of nothing, so that no type which comes from a replaced part is.
 */
import ts from "typescript";

export interface DeepPart {
  /** What stands there in the file. */
  readonly start: number;
  readonly end: number;
  /** "parentheses", "`if`". */
  readonly construct: string;
}

interface Shallow {
  readonly text: string;
  readonly parts: readonly DeepPart[];
}

const bracketsFollowed = 200;

interface Open {
  readonly token: ts.SyntaxKind;
  /** Behind the bracket. */
  readonly start: number;
  readonly isBlock: boolean;
  deepest: number;
}

/** By its brackets alone, without the parser: what stands inside the 200th of them where more than 400 are open. */
export function withoutDeepBrackets(text: string): Shallow | undefined {
  const open: Open[] = [];
  const parts: (DeepPart & { readonly value: string })[] = [];
  for (const { token, before, start, end } of tokensOf(text)) {
    if (opening.has(token)) {
      open.push({ token, start: end, isBlock: blockBefore.has(before), deepest: 0 });
      const cut = open[bracketsFollowed];
      if (cut !== undefined) cut.deepest = Math.max(cut.deepest, open.length);
    } else if (closing.has(token)) {
      const last = open.pop();
      if (last === undefined) return undefined;
      if (last.deepest <= 2 * bracketsFollowed) continue;
      const construct =
        last.token === ts.SyntaxKind.OpenParenToken ? "parentheses" : last.isBlock ? "blocks" : "brackets";
      const value = last.token === ts.SyntaxKind.OpenBraceToken ? (last.isBlock ? asStatement : asFields) : asValue;
      parts.push({ start: last.start, end: start, construct, value });
    }
  }
  if (open.length > 0 || parts.length === 0) return undefined;
  const shallow = parts.reduce((left, part) => replaced(left, part, part.value), text);
  return { text: shallow, parts: parts.map(({ start, end, construct }) => ({ start, end, construct })) };
}

const asValue = "null as any";
const asStatement = "return null as any;";
const asFields = "...(null as any)";

const opening: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.OpenParenToken,
  ts.SyntaxKind.OpenBracketToken,
  ts.SyntaxKind.OpenBraceToken,
  ts.SyntaxKind.TemplateHead,
]);
const closing: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.CloseParenToken,
  ts.SyntaxKind.CloseBracketToken,
  ts.SyntaxKind.CloseBraceToken,
  ts.SyntaxKind.TemplateTail,
]);
/** What a block, as opposed to an object, stands behind. */
const blockBefore: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.CloseParenToken,
  ts.SyntaxKind.EqualsGreaterThanToken,
  ts.SyntaxKind.ElseKeyword,
  ts.SyntaxKind.DoKeyword,
  ts.SyntaxKind.TryKeyword,
  ts.SyntaxKind.FinallyKeyword,
  ts.SyntaxKind.OpenBraceToken,
  ts.SyntaxKind.CloseBraceToken,
  ts.SyntaxKind.SemicolonToken,
]);

const literals: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.NumericLiteral,
  ts.SyntaxKind.BigIntLiteral,
  ts.SyntaxKind.StringLiteral,
  ts.SyntaxKind.RegularExpressionLiteral,
  ts.SyntaxKind.NoSubstitutionTemplateLiteral,
]);

interface Token {
  readonly token: ts.SyntaxKind;
  readonly before: ts.SyntaxKind;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

function* tokensOf(text: string): Generator<Token> {
  const scanner = ts.createScanner(ts.ScriptTarget.ESNext, true, ts.LanguageVariant.Standard, text);
  const open: ts.SyntaxKind[] = [];
  let before = ts.SyntaxKind.Unknown;
  for (;;) {
    let token = scanner.scan();
    if (token === ts.SyntaxKind.EndOfFileToken) return;
    const isOperand = before === ts.SyntaxKind.Identifier || closing.has(before) || literals.has(before);
    if ((token === ts.SyntaxKind.SlashToken || token === ts.SyntaxKind.SlashEqualsToken) && !isOperand)
      token = scanner.reScanSlashToken();
    if (token === ts.SyntaxKind.CloseBraceToken && open.at(-1) === ts.SyntaxKind.TemplateHead)
      token = scanner.reScanTemplateToken(false);
    if (opening.has(token)) open.push(token);
    else if (closing.has(token)) open.pop();
    yield { token, before, start: scanner.getTokenStart(), end: scanner.getTokenEnd(), text: scanner.getTokenText() };
    before = token;
  }
}

/** Of the same length, so that all places stay what they are. */
function replaced(text: string, { start, end }: { readonly start: number; readonly end: number }, by: string): string {
  return text.slice(0, start) + by.padEnd(end - start) + text.slice(end);
}

const furthest = 300;

/**
 * Statements or values of functions that lead to what is too deep, each replaced whole; undefined where one is in no function
 * that can be reached. The paths go from the file down to a node that is too deep.
 */
export function withoutDeepParts(file: ts.SourceFile, paths: readonly (readonly ts.Node[])[]): Shallow | undefined {
  const parts = new Map<number, DeepPart & { readonly value: string }>();
  for (const path of paths) {
    const part = partOn(path, file);
    if (part === undefined) return undefined;
    const isInside = [...parts.values()].some(({ start, end }) => start <= part.start && part.end <= end);
    const holds = [...parts.values()].some(({ start, end }) => part.start < start && end <= part.end);
    // What holds another one has its turn when the file is looked at again.
    if (!isInside && !holds) parts.set(part.start, part);
  }
  const text = [...parts.values()].reduce((left, part) => replaced(left, part, part.value), file.text);
  return { text, parts: [...parts.values()] };
}

function partOn(path: readonly ts.Node[], file: ts.SourceFile): (DeepPart & { readonly value: string }) | undefined {
  const at = path.slice(0, furthest).findLastIndex((node, i) => ts.isFunctionLike(node) && isBody(path[i + 1], node));
  const body = at < 0 ? undefined : path[at + 1];
  const inside = body !== undefined && ts.isBlock(body) ? path[at + 2] : body;
  if (inside === undefined) return undefined;
  const value = inside === body ? `(${asValue})` : asStatement;
  const part = { start: inside.getStart(file), end: inside.end, construct: mostOf(path.slice(at + 1)), value };
  return part.end - part.start < value.length ? undefined : part;
}

function isBody(node: ts.Node | undefined, owner: ts.Node): boolean {
  return node !== undefined && "body" in owner && owner.body === node;
}

function mostOf(path: readonly ts.Node[]): string {
  const counts = new Map<string, number>();
  for (const name of path.map(constructOf)) if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? "code";
}

function constructOf(node: ts.Node): string | undefined {
  if (ts.isBinaryExpression(node)) return `operands of \`${node.operatorToken.getText()}\``;
  if (ts.isIfStatement(node)) return "`if` statements";
  if (ts.isConditionalExpression(node)) return "`?:`";
  if (ts.isParenthesizedExpression(node)) return "parentheses";
  if (ts.isCallExpression(node)) return "calls";
  if (ts.isArrayLiteralExpression(node)) return "arrays";
  if (ts.isObjectLiteralExpression(node)) return "objects";
  if (ts.isIterationStatement(node, false)) return "loops";
  if (ts.isPrefixUnaryExpression(node)) return "operators";
  return undefined;
}

/**
 * Soundness: what was replaced could write what other functions take for constant, or hold contracts. Where that cannot be
 * ruled out by its words, nothing of the file is read: a variable of the module, a field that is written, a prototype.
 */
export function mayMatterElsewhere(original: string, { start, end }: DeepPart, outside: ReadonlySet<string>): boolean {
  const text = original.slice(start, end);
  if (/\/[/*]\s*@|\/\*\*/u.test(text)) return true;
  let isMember = false;
  for (const { token, before, text: word } of tokensOf(text)) {
    if (token === ts.SyntaxKind.Identifier && (outside.has(word) || reaching.has(word))) return true;
    if (token === ts.SyntaxKind.DeleteKeyword) return true;
    const isWrite = token >= ts.SyntaxKind.FirstAssignment && token <= ts.SyntaxKind.LastAssignment;
    const isStep = token === ts.SyntaxKind.PlusPlusToken || token === ts.SyntaxKind.MinusMinusToken;
    const isLoop = token === ts.SyntaxKind.OfKeyword || token === ts.SyntaxKind.InKeyword;
    // Only what is written by its bare name is surely a variable of the function's own.
    const isOwn = before === ts.SyntaxKind.Identifier && !isMember;
    if ((isWrite || isStep || isLoop) && !isOwn) return true;
    isMember = before === ts.SyntaxKind.DotToken || before === ts.SyntaxKind.QuestionDotToken;
  }
  return false;
}

const reaching: ReadonlySet<string> = new Set(["prototype", "__proto__", "Object", "Reflect", "globalThis", "eval"]);

/** Names of variables that are declared in no function, and of static fields. */
export function namesOutside(file: ts.SourceFile): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && !isFunctionValue(node.initializer)) addNames(node.name, names);
    if (ts.isPropertyDeclaration(node)) names.add(node.name.getText(file));
    if (!ts.isFunctionLike(node) && !ts.isExpression(node)) ts.forEachChild(node, visit);
  };
  visit(file);
  return names;
}

function isFunctionValue(node: ts.Expression | undefined): boolean {
  return node !== undefined && (ts.isArrowFunction(node) || ts.isFunctionExpression(node));
}

function addNames(name: ts.BindingName, into: Set<string>): void {
  if (ts.isIdentifier(name)) into.add(name.text);
  else for (const element of name.elements) if (ts.isBindingElement(element)) addNames(element.name, into);
}

/** The outermost function around the part: what it is made of may be seen from all functions inside. */
export function functionAround(file: ts.SourceFile, { start }: DeepPart): ts.Node | undefined {
  const visit = (node: ts.Node): ts.Node | undefined => {
    if (node.pos > start || node.end <= start) return undefined;
    if (ts.isFunctionLike(node) && "body" in node && node.body !== undefined) return node;
    return ts.forEachChild(node, visit);
  };
  return visit(file);
}
