// Compares ../openapi.yaml with the one of the last tagged version and fails on what would break a client of it.
// Usage: node breaking-changes.js [file of the earlier version]
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { load } from 'js-yaml';

const METHODS = ['get', 'put', 'post', 'delete', 'patch', 'head', 'options'];

/** Everything in `now` that breaks a client written for `before`, one sentence each. */
export function breakingChanges(before, now) {
  const found = new Set();
  const resolve = (document, node) => {
    let at = node;
    while (at && at.$ref) at = at.$ref.slice(2).split('/').reduce((value, key) => value?.[key.replaceAll('~1', '/').replaceAll('~0', '~')], document);
    return at ?? {};
  };
  /** Own and inherited properties of a schema. */
  const flat = (document, node) => {
    const schema = resolve(document, node);
    const parts = (schema.allOf ?? []).map((part) => flat(document, part));
    return {
      ...schema,
      properties: Object.assign({}, ...parts.map((part) => part.properties), schema.properties),
      required: [...parts.flatMap((part) => part.required), ...(schema.required ?? [])],
    };
  };
  const compare = (where, a, b, sent, seen) => {
    const pair = `${a?.$ref} ${b?.$ref} ${sent}`;
    if (a?.$ref && seen.has(pair)) return;
    if (a?.$ref) seen.add(pair);
    const old = flat(before, a);
    const young = flat(now, b);
    if (old.type && young.type && String(old.type) !== String(young.type)) found.add(`${where}: type ${old.type} became ${young.type}`);
    if (old.enum && young.enum) {
      // a client that sends a value must still be understood; one that reads must know every value
      const lost = sent ? old.enum.filter((v) => !young.enum.includes(v)) : young.enum.filter((v) => !old.enum.includes(v));
      for (const value of lost) found.add(`${where}: ${sent ? 'no longer takes' : 'now also answers'} ${value}`);
    }
    for (const name of Object.keys(old.properties)) {
      if (!(name in young.properties)) found.add(`${where}: ${name} is gone`);
      else compare(`${where}.${name}`, old.properties[name], young.properties[name], sent, seen);
    }
    if (sent) for (const name of young.required) if (!old.required.includes(name)) found.add(`${where}: ${name} is now required`);
    if (!sent) for (const name of old.required) if (!young.required.includes(name)) found.add(`${where}: ${name} may now be absent`);
    if (old.items && young.items) compare(`${where}[]`, old.items, young.items, sent, seen);
  };
  for (const [path, item] of Object.entries(before.paths)) {
    for (const method of METHODS.filter((m) => item[m])) {
      const a = item[method];
      const b = now.paths[path]?.[method];
      const where = `${method.toUpperCase()} ${path}`;
      if (!b) {
        found.add(`${where} is gone`);
        continue;
      }
      if (a.operationId !== b.operationId) found.add(`${where}: operationId ${a.operationId} became ${b.operationId}`);
      for (const { role } of a['x-access'] ?? []) if (!(b['x-access'] ?? []).some((entry) => entry.role === role)) found.add(`${where}: ${role} may no longer call it`);
      const had = (a.parameters ?? []).map((p) => resolve(before, p));
      for (const parameter of (b.parameters ?? []).map((p) => resolve(now, p))) {
        const earlier = had.find((p) => p.in === parameter.in && p.name === parameter.name);
        if (parameter.required && !earlier?.required) found.add(`${where}: parameter ${parameter.name} is now required`);
        if (earlier) compare(`${where} parameter ${parameter.name}`, earlier.schema, parameter.schema, true, new Set());
      }
      for (const parameter of had) if (!(b.parameters ?? []).map((p) => resolve(now, p)).some((p) => p.in === parameter.in && p.name === parameter.name)) found.add(`${where}: parameter ${parameter.name} is gone`);
      for (const [type, media] of Object.entries(a.requestBody?.content ?? {})) {
        const next = b.requestBody?.content?.[type];
        if (!next) found.add(`${where}: no longer takes ${type}`);
        else compare(`${where} request`, media.schema, next.schema, true, new Set());
      }
      for (const [code, answer] of Object.entries(a.responses)) {
        const content = resolve(before, answer).content ?? {};
        if (!b.responses[code]) found.add(`${where}: ${code} is gone`);
        for (const [type, media] of Object.entries(content)) {
          const next = resolve(now, b.responses[code]).content?.[type];
          if (b.responses[code] && !next) found.add(`${where} ${code}: no longer answers ${type}`);
          else if (next) compare(`${where} ${code}`, media.schema, next.schema, false, new Set());
        }
      }
    }
  }
  return [...found];
}

function lastTagged() {
  const git = (...args) => spawnSync('git', args, { encoding: 'utf8', maxBuffer: 1 << 28, cwd: new URL('..', import.meta.url) });
  const tag = git('describe', '--tags', '--abbrev=0');
  if (tag.status !== 0) return undefined;
  const name = tag.stdout.trim();
  const file = git('show', `${name}:openapi.yaml`);
  return file.status === 0 ? { name, text: file.stdout } : undefined;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const earlier = process.argv[2] ? { name: process.argv[2], text: readFileSync(process.argv[2], 'utf8') } : lastTagged();
  if (!earlier) {
    console.log('No tagged version has a contract yet: nothing can be broken.');
  } else {
    const changes = breakingChanges(load(earlier.text), load(readFileSync(new URL('../openapi.yaml', import.meta.url), 'utf8')));
    for (const change of changes) console.error(change);
    console.log(`${changes.length} breaking changes since ${earlier.name}`);
    process.exitCode = changes.length ? 1 : 0;
  }
}
