/** Light and dark by the reader's own setting. On paper what is folded stays folded: it went as planned. */
export const STYLE = `
:root{color-scheme:light dark;--ink:#1c2024;--soft:#5b6470;--line:#d9dde2;--back:#fff;--good:#1f7a4d;--bad:#b3261e;
--moved:#2f7d5b;--already-there:#7fb59b;--gone:#8a8f98;--changed-hands:#c58a1c;--edited:#8663b3;--failed:#c2372e;
--not-tried:#d9dde2}
@media (prefers-color-scheme:dark){:root{--ink:#e8eaed;--soft:#a2abb6;--line:#3a4048;--back:#16191d;--good:#6fcf97;
--bad:#ff8a80;--moved:#4fae83;--already-there:#2f6b50;--gone:#6b727c;--changed-hands:#d9a441;--edited:#a98bd6;
--failed:#e5675d;--not-tried:#3a4048}}
*{box-sizing:border-box}
body{margin:0;background:var(--back);color:var(--ink);font:15px/1.5 system-ui,"Segoe UI",Roboto,sans-serif}
main{max-width:70rem;margin:0 auto;padding:2rem 1.25rem}
h1{font-size:1.5rem;margin:0 0 1rem}
h2{font-size:1.1rem;margin:2rem 0 .5rem}
p{margin:.35rem 0;overflow-wrap:anywhere}
.good{color:var(--good);font-weight:600}
.bad{color:var(--bad);font-weight:600}
.soft{color:var(--soft)}
table{border-collapse:collapse;width:100%;margin:.5rem 0}
th,td{text-align:left;vertical-align:top;padding:.3rem .6rem .3rem 0;border-bottom:1px solid var(--line);
overflow-wrap:anywhere}
th{color:var(--soft);font-weight:600}
.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem;margin:0}
dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}
.bar{display:flex;height:.8rem;min-width:8rem;border:1px solid var(--line);border-radius:3px;overflow:hidden}
.bar i{display:block;height:100%}
.key i{display:inline-block;width:.8rem;height:.8rem;border-radius:2px;margin-right:.3rem;vertical-align:-1px}
.key span{margin-right:1rem;white-space:nowrap}
code{background:color-mix(in srgb,var(--line) 45%,transparent);padding:.1rem .35rem;border-radius:3px}
summary{cursor:pointer;margin:.5rem 0}
a{color:inherit}
@media print{main{max-width:none;padding:0}body{font-size:11px}tr,.bar{break-inside:avoid}
.bar,.key i{print-color-adjust:exact;-webkit-print-color-adjust:exact}a{text-decoration:none}}
`;
