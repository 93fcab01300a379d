/** Gives the style sheet of the review page: system fonts, colours for light and dark, nothing from outside. */
export const pageStyle = `
:root { --text: #1f2328; --dim: #59636e; --page: #fff; --box: #f6f8fa; --line: #d1d9e0; --accent: #0969da;
  --added: #dafbe1; --deleted: #ffebe9; --hunk: #ddf4ff; --code: #818b981f; }
@media (prefers-color-scheme: dark) { :root { --text: #f0f6fc; --dim: #9198a1; --page: #0d1117; --box: #151b23;
  --line: #3d444d; --accent: #4493f8; --added: #2ea04326; --deleted: #f851491a; --hunk: #388bfd1a; --code: #656c7633; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text);
  font: 14px/1.5 -apple-system, BlinkMacSystemFont, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif; }
main { max-width: 1080px; margin: 0 auto; padding: 24px 16px 64px; }
h1 { font-size: 26px; font-weight: 400; margin: 0 0 4px; }
.refs { color: var(--dim); margin: 0 0 24px; }
code, pre, .diff { font-family: ui-monospace, SFMono-Regular, "SF Mono", Menlo, Consolas, monospace; font-size: 12px; }
:not(pre) > code { background: var(--code); border-radius: 6px; padding: .15em .35em; overflow-wrap: anywhere; }
pre { background: var(--box); border-radius: 6px; padding: 12px; overflow: auto; margin: 8px 0; }
pre .added, pre .deleted { display: inline-block; min-width: 100%; }
.added { background: var(--added); }
.deleted { background: var(--deleted); }
.file { border: 1px solid var(--line); border-radius: 6px; margin: 24px 0; overflow: hidden; }
.file > header { background: var(--box); padding: 8px 16px; border-bottom: 1px solid var(--line); }
.status { color: var(--dim); font-size: 12px; }
.diff { border-collapse: collapse; width: 100%; line-height: 20px; }
.diff td { padding: 0 10px; vertical-align: top; }
.diff .number { width: 1%; min-width: 44px; text-align: right; color: var(--dim); user-select: none; }
.diff .code { white-space: pre-wrap; overflow-wrap: anywhere; }
.diff .hunk td { background: var(--hunk); color: var(--dim); padding: 4px 10px; }
.diff .comment > td { padding: 8px 16px; border-top: 1px solid var(--line); border-bottom: 1px solid var(--line); }
.box { border: 1px solid var(--line); border-radius: 6px; background: var(--page); margin: 8px 0; max-width: 860px;
  font: 14px/1.5 -apple-system, BlinkMacSystemFont, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif; }
.box > header { background: var(--box); border-bottom: 1px solid var(--line); border-radius: 6px 6px 0 0;
  padding: 8px 16px; color: var(--dim); }
.box > header strong { color: var(--text); }
.bot { border: 1px solid var(--line); border-radius: 2em; padding: 0 6px; font-size: 12px; }
.body { padding: 8px 16px 12px; }
.body table { border-collapse: collapse; margin: 8px 0; }
.body table th, .body table td { border: 1px solid var(--line); padding: 4px 12px; }
.body p { margin: 8px 0; }
.suggestion { border: 1px solid var(--line); border-radius: 6px; margin: 8px 0; overflow: hidden; }
.suggestion-title { padding: 6px 12px; color: var(--dim); border-bottom: 1px solid var(--line); font-size: 12px; }
.suggestion pre { margin: 0; border-radius: 0; background: none; padding: 0; }
.suggestion pre span { padding: 0 12px; }
summary { cursor: pointer; color: var(--dim); }
sub { color: var(--dim); vertical-align: baseline; }
`;
