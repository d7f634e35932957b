// Looks at the pages that the server's tests left in api/server/target/pages with a real browser: axe-core finds nothing, and
// nothing is wider than a phone. Run ./qinqing test first.

import { createServer } from 'node:http';
import { readFile, readdir } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const root = fileURLToPath(new URL('..', import.meta.url));
const PAGES = join(root, 'api/server/target/pages');
const ASSETS = join(root, 'api/server/src/main/resources/META-INF/resources');
const WIDTHS = [1280, 360];
const TYPES = { '.html': 'text/html;charset=UTF-8', '.css': 'text/css;charset=UTF-8' };
const BROWSERS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const QUIET = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

const serve = async (request, response) => {
  const path = normalize(decodeURIComponent(new URL(request.url, 'http://pages').pathname));
  const file = join(path.startsWith('/assets/') ? ASSETS : PAGES, path);
  try {
    const content = await readFile(file);
    response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' });
    response.end(content);
  } catch {
    response.writeHead(404);
    response.end();
  }
};

const faults = async (page, axe) => {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
  return violations.flatMap((violation) => violation.nodes.map((node) => `${violation.id}: ${node.html.slice(0, 120)}`));
};

const overflow = async (page) => {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  return wide > 0 ? [`${wide} px wider than the screen`] : [];
};

const executablePath = process.env.CHROMIUM ?? BROWSERS.find(existsSync);
const names = existsSync(PAGES) ? (await readdir(PAGES)).filter((name) => name.endsWith('.html')).sort() : [];
if (!executablePath || names.length === 0) {
  console.error(executablePath ? `no pages in ${PAGES}: run ./qinqing test first` : 'no Chromium found: install one, or name it by CHROMIUM');
  process.exit(1);
}

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const server = createServer(serve).listen(0, '127.0.0.1');
await new Promise((ready) => server.once('listening', ready));
const browser = await chromium.launch({ executablePath, args: QUIET });
let passed = 0;
let failed = 0;
for (const width of WIDTHS) {
  const page = await browser.newPage({ viewport: { width, height: 800 } });
  for (const name of names) {
    await page.goto(`http://127.0.0.1:${server.address().port}/${name}`);
    // a printed sheet is as wide as its paper
    const found = [...(await faults(page, axe)), ...(name.startsWith('sheet') ? [] : await overflow(page))];
    if (found.length === 0) passed++;
    else failed++;
    found.forEach((fault) => console.log(`${name} at ${width} px: ${fault}`));
    if (process.env.PICTURES) await page.screenshot({ path: join(process.env.PICTURES, `${name.replace('.html', '')}-${width}.png`), fullPage: true });
  }
  await page.close();
}
await browser.close();
server.close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
