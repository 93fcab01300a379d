/**
 * Carries the bank's folder through the Actions cache: restored by prefix before the run, saved under a key of its own
 * afterwards. The cache is a courtesy: whatever it does, a run goes on, and never waits for it past a limit.
 * Relies on: entries are immutable and found by the newest key with a prefix, in the run's own scope first, then the base
 * branch's. `@actions/cache` honours ACTIONS_CACHE_MODE and logs what it skips.
 */
import type { RunContext } from "./context.js";

export interface BankKeys {
  /** Undefined: this run saves nothing. */
  readonly save: string | undefined;
  readonly restore: readonly string[];
}

export interface BankVersions {
  readonly os: string;
  /** Solver, encoder and engine: an entry of another build is never believed, so it need not be carried. */
  readonly build: string;
}

const schema = 1;

/**
 * A merge queue's gate reads what the default branch has written and saves nothing: its scope sees no pull request's
 * entries, and no key of theirs begins like the default branch's.
 */
export function bankKeys({ event, ref, onDefaultBranch, sha, run }: RunContext, versions: BankVersions): BankKeys {
  const stem = `countercheck-v${schema}-${clean(versions.os)}-${clean(versions.build)}`;
  const trunk = `${stem}-trunk-`;
  if (event.kind === "merge group") return { save: undefined, restore: [trunk] };
  const own = onDefaultBranch ? trunk : `${stem}-ref-${clean(ref)}-`;
  return { save: `${own}${sha.slice(0, 12)}-${run}`, restore: [...new Set([own, trunk])] };
}

/** Keys take no comma and 512 characters. */
function clean(text: string): string {
  return text.replaceAll(/[^\w.]+/gu, "_").slice(0, 120);
}

export type Carried =
  | { readonly kind: "hit"; readonly key: string }
  | { readonly kind: "miss" }
  | { readonly kind: "saved" }
  | { readonly kind: "not saved" }
  /** It may still be at work on the folder. */
  | { readonly kind: "too late" }
  | { readonly kind: "failed"; readonly message: string };

export async function restoreBank(folder: string, keys: readonly string[], seconds: number): Promise<Carried> {
  const [first, ...others] = keys;
  if (first === undefined) return { kind: "miss" };
  return within(seconds, async () => {
    const { isFeatureAvailable, restoreCache } = await import("@actions/cache");
    if (!isFeatureAvailable()) return { kind: "miss" };
    // A primary key that is itself a prefix: no entry has it whole, the newest that begins with it wins.
    const key = await restoreCache([folder], first, [first, ...others]);
    return key === undefined ? { kind: "miss" } : { kind: "hit", key };
  });
}

export async function saveBank(folder: string, key: string, seconds: number): Promise<Carried> {
  return within(seconds, async () => {
    const { isFeatureAvailable, saveCache } = await import("@actions/cache");
    if (!isFeatureAvailable()) return { kind: "not saved" };
    return { kind: (await saveCache([folder], key)) < 0 ? "not saved" : "saved" };
  });
}

async function within(seconds: number, work: () => Promise<Carried>): Promise<Carried> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Carried>((resolve) => {
    timer = setTimeout(() => resolve({ kind: "too late" }), seconds * 1_000);
  });
  const done = work().catch((error: unknown): Carried => {
    return { kind: "failed", message: error instanceof Error ? error.message : String(error) };
  });
  const first = await Promise.race([done, late]);
  clearTimeout(timer);
  return first;
}
