/**
 * Takes an object told apart by a literal field, and a type that has members with that field; gives the same object as a
 * value of that type: a member where a union of it is wanted, a union where one of its members is, and a union where
 * another one shares members with it. That it is a member that both have is owed (SEMANTICS, section 4).
 */
import {
  type DataConstructor,
  type DataSort,
  type DataType,
  type DataTypes,
  field,
  int,
  is,
  ite,
  type Sort,
  sameRepresentation,
  string,
  type Term,
} from "../../ir/index.js";
import type { Span } from "../../source/index.js";

type Tag = string | number | boolean;

/** A member of a union, or a record that could be one. */
interface Member {
  readonly constructor: DataConstructor;
  readonly tag: Tag;
}

/** Undefined where the types share no member. */
export function asMemberOfUnion(term: Term, to: Sort, span: Span, types: DataTypes): Term | undefined {
  const from = term.sort.kind === "data" ? types.get(term.sort.name) : undefined;
  const target = to.kind === "data" ? types.get(to.name) : undefined;
  const discriminant = from?.discriminant ?? target?.discriminant;
  if (to.kind !== "data" || from === undefined || target === undefined || discriminant === undefined) return undefined;
  const wanted = membersOf(target, discriminant);
  const cases = membersOf(from, discriminant).flatMap((member) => {
    const other = wanted.find((m) => m.tag === member.tag);
    const value = other && converted(term, member, other, to, discriminant, span);
    return value === undefined ? [] : [{ member, value }];
  });
  // Soundness: the last case owes its member by reading a field of it; one without fields must not be the last.
  const isWhole = cases.length === membersOf(from, discriminant).length && from.shape === "union";
  const ordered = [...cases].sort((a, b) => ownFields(a.member, discriminant) - ownFields(b.member, discriminant));
  const last = ordered.at(-1);
  if (last === undefined || (!isWhole && ownFields(last.member, discriminant) === 0)) return undefined;
  return ordered
    .slice(0, -1)
    .reduceRight<Term>((rest, { member, value }) => ite(is(term, member.constructor.name), value, rest), last.value);
}

function ownFields({ constructor: { fields } }: Member, discriminant: string): number {
  return fields.filter((f) => f.name !== discriminant).length;
}

function membersOf(type: DataType, discriminant: string): readonly Member[] {
  if (type.shape === "union" && type.discriminant === discriminant) {
    return type.constructors.flatMap((c) => (c.tag === undefined ? [] : [{ constructor: c, tag: c.tag }]));
  }
  const [only] = type.shape === "record" ? type.constructors : [];
  const sort = only?.fields.find((f) => f.name === discriminant && !f.optional)?.sort;
  const tags: readonly Tag[] =
    sort?.kind === "string" ? (sort.literals ?? []) : sort?.kind === "int" ? (sort.literals ?? []).map(Number) : [];
  const [tag, another] = tags;
  return only === undefined || tag === undefined || another !== undefined ? [] : [{ constructor: only, tag }];
}

function converted(
  term: Term,
  from: Member,
  to: Member,
  sort: DataSort,
  discriminant: string,
  span: Span,
): Term | undefined {
  if (ownFields(from, discriminant) !== ownFields(to, discriminant)) return undefined;
  const args = to.constructor.fields.map((wanted): Term | undefined => {
    if (wanted.name === discriminant) return typeof to.tag === "number" ? int(BigInt(to.tag)) : string(String(to.tag));
    const own = from.constructor.fields.find((f) => f.name === wanted.name);
    const isSame = own !== undefined && own.optional === wanted.optional && sameRepresentation(own.sort, wanted.sort);
    return isSame ? field(term, from.constructor.name, own.name, own.sort, span) : undefined;
  });
  const known = args.filter((arg) => arg !== undefined);
  if (known.length < args.length) return undefined;
  return { kind: "construct", sort, constructor: to.constructor.name, args: known, itself: true, span };
}
