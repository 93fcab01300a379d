// Scanning strings.

//@ ensures \result === -1 || (0 <= \result && \result < s.length && s[\result] === c)
//@ ensures \result === -1 ==> forall(k, 0 <= k && k < s.length ==> s[k] !== c)
export function indexOfChar(s: string, c: string): number {
  for (let i = 0; i < s.length; i++) {
    if (s[i] === c) return i;
  }
  return -1;
}

//@ ensures 0 <= \result && \result <= s.length
export function countChar(s: string, c: string): number {
  let n = 0;
  for (let i = 0; i < s.length; i++) {
    if (s.charAt(i) === c) n++;
  }
  return n;
}

//@ ensures \result === forall(k, 0 <= k && k < s.length ==> s[k] === s[s.length - 1 - k])
export function isPalindrome(s: string): boolean {
  let i = 0;
  let j = s.length - 1;
  while (i < j) {
    if (s[i] !== s[j]) return false;
    i++;
    j--;
  }
  return true;
}

//@ ensures \result === forall(k, 0 <= k && k < s.length ==> "0" <= s[k] && s[k] <= "9")
export function isNumeric(s: string): boolean {
  for (const c of s) {
    if (c < "0" || c > "9") return false;
  }
  return true;
}

//@ ensures 0 <= \result && \result <= s.length
//@ ensures forall(k, 0 <= k && k < \result ==> s[k] === " ")
export function leadingSpaces(s: string): number {
  let i = 0;
  while (i < s.length && s[i] === " ") {
    i++;
  }
  return i;
}

//@ requires n >= 0
//@ ensures \result.length === n * s.length
export function repeated(s: string, n: number): string {
  let out = "";
  for (let i = 0; i < n; i++) {
    out += s;
  }
  return out;
}

//@ requires width >= 0
//@ ensures \result.length >= width && \result.length >= s.length
export function padLeft(s: string, width: number): string {
  let out = s;
  while (out.length < width) {
    out = " " + out;
  }
  return out;
}

//@ ensures \result.length === s.length
export function reverseString(s: string): string {
  let out = "";
  for (let i = s.length - 1; i >= 0; i--) {
    out += s[i];
  }
  return out;
}

//@ ensures \result ==> forall(k, 0 <= k && k < s.length ==> s[k] !== c)
export function lacks(s: string, c: string): boolean {
  let i = 0;
  while (i < s.length) {
    if (s[i] === c) return false;
    i += 1;
  }
  return true;
}

//@ ensures 0 <= \result && \result <= a.length && \result <= b.length
//@ ensures forall(k, 0 <= k && k < \result ==> a[k] === b[k])
export function commonPrefixLength(a: string, b: string): number {
  let n = 0;
  while (n < a.length && n < b.length && a[n] === b[n]) {
    n++;
  }
  return n;
}

//@ ensures \result.length <= words.length
//@ ensures forall(k, 0 <= k && k < \result.length ==> \result[k].length > 0)
export function nonEmpty(words: string[]): string[] {
  const kept: string[] = [];
  for (const w of words) {
    if (w.length === 0) continue;
    kept.push(w);
  }
  return kept;
}

//@ ensures \result.length === sum(k, 0, parts.length, parts[k].length)
export function joined(parts: string[]): string {
  let out = "";
  for (const p of parts) out += p;
  return out;
}

//@ ensures \result === count(k, 0, s.length, s[k] === c)
export function occurrencesOf(s: string, c: string): number {
  let n = 0;
  for (let i = 0; i < s.length; i++) {
    if (s[i] === c) n++;
  }
  return n;
}
