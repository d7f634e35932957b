// Plants one violation per rule of our own and expects the linter to name each.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));

const PLANTED = [
  ['contract/operation-id', 'operationId: listUnits\n', 'operationId: units\n', /verb \+ noun/],
  ['contract/access', 'x-access: [{role: ADMIN, relation: county}]', 'x-access: [{role: ROOT, relation: county}]', /unknown role "ROOT"/],
  ['contract/access', 'x-access: [{role: ENDORSER, relation: addressee}]', 'x-access: []', /at least one/],
  ['contract/access', 'x-access: [{role: SYSTEM, relation: own}]', 'x-access: [{role: SYSTEM, relation: own}, {role: ANONYMOUS, relation: any}]', /stands alone/],
  ['contract/texts', 'summary: 登录\n', 'summary: Sign in\n', /must be Chinese/],
  ['contract/responses', /(operationId: getCountySettings[\s\S]*?)\n {8}'403': .*\n/, '$1\n', /can answer 403/],
  ['contract/responses', /(operationId: endorseDeclaration[\s\S]*?)\n {8}'428': .*\n/, '$1\n', /can answer 428/],
  ['contract/path-nouns', '  /programmes:\n', '  /create:\n', /is a verb/],
  ['contract/lists', "schema: {$ref: '#/components/schemas/OfficialPage'}", "schema: {$ref: '#/components/schemas/Official'}", /answers with a …Page/],
  ['contract/names', 'Sex: {type: string, enum: [MALE, FEMALE]}', 'Sex: {type: string, enum: [male, FEMALE]}', /UPPER_SNAKE/],
  ['contract/personal-data', /(\n {4}IdNumber: .*)writeOnly: true, /, '$1', /writeOnly here/],
  ['contract/data-classes', /(\n {4}Correction: \{)x-data-class: PUBLIC, /, '$1', /has no data class/],
  ['contract/data-classes', /(\n {4}PublicNotice:\n {6}x-data-class: )PUBLIC/, '$1PERSONAL', /ANONYMOUS must not receive/],
];

function plant(text) {
  for (const [rule, from, to] of PLANTED) {
    const planted = text.replace(from, to);
    assert.notEqual(planted, text, `nothing to plant for ${rule}: ${from}`);
    text = planted;
  }
  return text;
}

test('every rule of ours names its planted violation', () => {
  const folder = mkdtempSync(join(tmpdir(), 'contract-'));
  try {
    const file = join(folder, 'openapi.yaml');
    writeFileSync(file, plant(readFileSync(join(here, '../openapi.yaml'), 'utf8')));
    const run = spawnSync(process.execPath, [join(here, 'node_modules/@redocly/cli/bin/cli.js'), 'lint', file, '--config', join(here, 'redocly.yaml'), '--format', 'json', '--max-problems', '5000'], { cwd: here, encoding: 'utf8', maxBuffer: 1 << 28 });
    const problems = JSON.parse(run.stdout.slice(run.stdout.indexOf('{'))).problems;
    for (const [rule, , , message] of PLANTED) {
      assert.ok(problems.some((problem) => problem.ruleId === rule && message.test(problem.message)), `${rule} did not bite (${message})`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
