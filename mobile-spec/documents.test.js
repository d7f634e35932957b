// The documents name operations; each must be one of the contract.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { load } from 'js-yaml';

const read = (name) => readFileSync(new URL(name, import.meta.url), 'utf8');
const operations = new Set(Object.values(load(read('../openapi.yaml')).paths).flatMap((item) => Object.values(item)).map((operation) => operation?.operationId).filter(Boolean));

for (const name of ['screens.md', 'flows.md']) {
  test(`${name} names only operations of the contract`, () => {
    const named = [...read(name).matchAll(/`([a-z]+[A-Z][A-Za-z]*)(\?[^`]*)?`/g)].map((match) => match[1]).filter((word) => word !== 'traceId' && word !== 'privacyFindings');
    assert.ok(named.length > 20);
    assert.deepEqual(named.filter((word) => !operations.has(word)), []);
  });
}
