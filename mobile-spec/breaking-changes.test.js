import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { load } from 'js-yaml';
import { breakingChanges } from './breaking-changes.js';

const text = readFileSync(new URL('../openapi.yaml', import.meta.url), 'utf8');
const changed = (from, to) => {
  const other = text.replace(from, to);
  assert.notEqual(other, text, `nothing to change: ${from}`);
  return breakingChanges(load(text), load(other)).join('\n');
};

test('the contract does not break itself', () => assert.deepEqual(breakingChanges(load(text), load(text)), []));
test('a path that is gone breaks', () => assert.match(changed('  /programmes:\n', '  /programs:\n'), /GET \/programmes is gone/));
test('a newly required field of a request breaks', () => assert.match(changed("    WithdrawalInput: {type: object, required: [reason]", "    WithdrawalInput: {type: object, required: [reason, note]"), /note is now required/));
test('a required field of an answer that may be absent breaks', () => assert.match(changed('required: [officialId, name, unitName]', 'required: [officialId, name]'), /unitName may now be absent/));
test('a new value in an answer breaks, in a request it does not', () => {
  const result = changed('enum: [COMPLIANT, NON_COMPLIANT, NOT_SAME_PERSON]', 'enum: [COMPLIANT, NON_COMPLIANT, NOT_SAME_PERSON, UNDECIDED]');
  assert.match(result, /finding\.outcome: now also answers UNDECIDED/);
  assert.doesNotMatch(result, /request\.outcome/);
});
test('a field of an answer that is gone breaks', () => assert.match(changed("        officialUnitAndPost: {type: string, description: 单位及职务}\n", ''), /officialUnitAndPost is gone/));
test('a role that loses an operation breaks', () => assert.match(changed('{role: OFFICIAL, relation: own}, {role: CLERK, relation: subtree}', '{role: CLERK, relation: subtree}'), /OFFICIAL may no longer call it/));
test('an optional addition does not break', () => assert.equal(changed("    WithdrawalInput: {type: object, required: [reason], properties: {", "    WithdrawalInput: {type: object, required: [reason], properties: {remark: {type: string}, "), ''));
