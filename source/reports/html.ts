import {plain} from '../words/plain.ts';
import {bars} from './html-bars.ts';
import {accountSection, behindSection, keptSection, proofSection, summary, undoSection} from './html-facts.ts';
import {lists} from './html-lists.ts';
import {escape} from './html-text.ts';
import {STYLE} from './html-style.ts';
import {namesOf} from './names.ts';
import {overviewOf, type Page} from './overview.ts';
import type {ReportSource} from './source.ts';

/**
 * One page that needs nothing but itself: no script, no font, no picture, no request. Its policy forbids them, too, should
 * a browser ever be talked into one.
 */
export function* htmlReport(source: ReportSource): Generator<string> {
  const {run} = source;
  const page: Page = {run, names: namesOf(run), overview: overviewOf(source)};
  const title = escape(plain.report.title(run.kind, run.run));
  yield `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${title}</h1>
`;
  yield summary(page);
  yield proofSection(page);
  yield accountSection(page);
  yield bars(page);
  yield* lists(page);
  yield keptSection(page);
  yield behindSection(page);
  yield undoSection(page);
  yield '</main>\n</body>\n</html>\n';
}
