/**
 * Gives what a sort says beyond how its values are represented: `nat` and literal unions, deeply. Names of option and
 * record types are made from this text, so that a data type's name tells its refinements too.
 */
import { assertNever } from "../../base/index.js";
import { anySort, type DataTypes, dataType, representation, type Sort, type Term } from "../../ir/index.js";

/** Like `representation`, with the refinements. */
export function refinedText(sort: Sort): string {
  switch (sort.kind) {
    case "int":
      if (sort.literals !== undefined) return sort.literals.join("|");
      return sort.nat === true ? "nat" : "int";
    case "string":
      return sort.literals === undefined ? "string" : sort.literals.map((text) => JSON.stringify(text)).join("|");
    case "array": {
      const element = refinedText(sort.element);
      return (sort.element.kind === "string" || sort.element.kind === "int") && sort.element.literals !== undefined
        ? `(${element})[]`
        : `${element}[]`;
    }
    case "map":
      return `${sort.form}<${refinedText(sort.key)},${refinedText(sort.value)}>`;
    case "data":
      return sort.name;
    case "opaque":
      if (sort.signature !== undefined) {
        // Two types may have one text where a type parameter in it stands for something else.
        const { parameters, result } = sort.signature;
        return `function ${sort.name} (${parameters.map(refinedText).join(",")}) => ${refinedText(result)}`;
      }
      if (sort.foreign !== undefined) return `${sort.foreign} ${sort.name}`;
      return `type ${sort.name}${sort.compared === true ? "(==)" : ""}`;
    case "bool":
    case "bigint":
    case "real":
    case "double":
    case "unit":
      return sort.kind;
    default:
      return assertNever(sort);
  }
}

/** Without its own refinements; those inside data types belong to their names and stay. */
export function unrefined(sort: Sort): Sort {
  if (sort.kind === "int") return { kind: "int" };
  if (sort.kind === "string") return { kind: "string" };
  if (sort.kind === "array") return { kind: "array", element: unrefined(sort.element) };
  if (sort.kind === "map") return { ...sort, key: unrefined(sort.key), value: unrefined(sort.value) };
  return sort;
}

export function isRefined(sort: Sort, types: DataTypes): boolean {
  return anySort(sort, types, (part) => {
    if (part.kind === "int") return part.nat === true || part.literals !== undefined;
    return part.kind === "string" && part.literals !== undefined;
  });
}

/**
 * Does the term's form alone show that its value has the refinements of the sort? Where it does not, they are owed.
 * Soundness: a built value is looked into, whatever its sort says, since the sort was taken from where it is to go.
 */
export function provides(term: Term, to: Sort, types: DataTypes): boolean {
  if (!isRefined(to, types)) return true;
  if (term.kind === "apply" && term.operator === "ite") {
    return term.args.slice(1).every((branch) => provides(branch, to, types));
  }
  if (term.kind === "construct") {
    const ctor = dataType(types, term.sort.name).constructors.find((c) => c.name === term.constructor);
    if (ctor === undefined) return false;
    return ctor.fields.every((field, i) => {
      const part = term.args[i];
      return part !== undefined && provides(part, field.sort, types);
    });
  }
  if (term.kind === "apply" && term.operator === "array.literal" && to.kind === "array") {
    return term.args.every((item) => provides(item, to.element, types));
  }
  if (term.kind === "apply" && term.operator === "map.empty") return true;
  if (term.kind === "apply" && term.operator === "map.set" && to.kind === "map" && to.form === "record") {
    const [map, , value] = term.args;
    return map !== undefined && value !== undefined && provides(map, to, types) && provides(value, to.value, types);
  }
  if (term.kind === "tabulate" && to.kind === "array") return provides(term.body, to.element, types);
  return providesAsLeaf(term, to);
}

function providesAsLeaf(term: Term, to: Sort): boolean {
  if (to.kind === "int" && to.literals !== undefined) {
    const { literals } = to;
    if (term.kind === "literal") return term.value.kind === "int" && literals.includes(term.value.value);
    return term.sort.kind === "int" && term.sort.literals?.every((value) => literals.includes(value)) === true;
  }
  if (to.kind === "int") {
    if (term.kind === "literal") return term.value.kind === "int" && term.value.value >= 0n;
    return term.sort.kind === "int" && term.sort.nat === true;
  }
  if (to.kind === "string") {
    if (term.kind === "literal") return term.value.kind === "string" && includes(to, [term.value.value]);
    return term.sort.kind === "string" && term.sort.literals !== undefined && includes(to, term.sort.literals);
  }
  if (to.kind === "array" || to.kind === "map") return refinedText(term.sort) === refinedText(to);
  return representation(term.sort) === representation(to);
}

function includes(to: Extract<Sort, { kind: "string" }>, texts: readonly string[]): boolean {
  return to.literals === undefined || texts.every((text) => to.literals?.includes(text));
}
