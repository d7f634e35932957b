// The rules of our own conventions (see the head of openapi.yaml). Each reports a mistake that no general linter can know.

const ROLES = ['ANONYMOUS', 'CITIZEN', 'OFFICIAL', 'CLERK', 'ENDORSER', 'VERIFIER', 'INSPECTOR', 'COUNTY_INSPECTOR', 'ADMIN', 'SYSTEM'];
const RELATIONS = ['own', 'unit', 'subtree', 'county', 'addressee', 'any'];
const PERSONS = ROLES.filter((role) => role !== 'ANONYMOUS' && role !== 'SYSTEM');
// A path segment names a thing. These are the verbs that slip in most easily.
const VERBS = /(^|-)(get|list|create|add|update|delete|remove|submit|approve|reject|publish|withdraw|retract|cancel|start|run|assign|sign|resolve|screen|reveal|import|export|upload|download|search|query|login|logout|reset|enrol|accept|revoke|rotate)$/;
const PERSONAL = /^(idNumber|phone|address|householdAddress|birthMonth|password|currentPassword|newPassword)$/;
const HAN = /\p{Script=Han}/u;
const REQUIREMENT = /\bA\d+\.\d+|\bO\d+\b/;
// Operations of the house itself, which no article asks for
const HOUSE = new Set(['identity', 'jobs', 'audit']);

const methodOf = (ctx) => String(ctx.key);
const pathOf = (ctx) => ctx.location.pointer.split('/')[2].replaceAll('~1', '/').replaceAll('~0', '~');
const rolesOf = (operation) => (Array.isArray(operation['x-access']) ? operation['x-access'].map((entry) => entry.role) : []);
const refName = (node) => (node && node.$ref ? node.$ref.split('/').pop() : undefined);

function operationId() {
  const seen = new Set();
  return {
    Operation(operation, ctx) {
      const id = operation.operationId;
      if (!id || !/^[a-z]+[A-Z][A-Za-z]*$/.test(id)) ctx.report({ message: `operationId must be verb + noun in camelCase, not "${id}"` });
      if (seen.has(id)) ctx.report({ message: `operationId "${id}" is used twice` });
      seen.add(id);
    },
  };
}

function access() {
  return {
    Operation(operation, ctx) {
      const entries = operation['x-access'];
      if (!Array.isArray(entries) || entries.length === 0) {
        ctx.report({ message: 'x-access must name at least one {role, relation}' });
        return;
      }
      for (const { role, relation } of entries) {
        if (!ROLES.includes(role)) ctx.report({ message: `unknown role "${role}"` });
        if (!RELATIONS.includes(relation)) ctx.report({ message: `unknown relation "${relation}"` });
      }
      const roles = rolesOf(operation);
      if (new Set(roles).size !== roles.length) ctx.report({ message: 'a role stands once in x-access' });
      const schemes = (operation.security ?? []).flatMap((requirement) => Object.keys(requirement));
      if (roles.includes('ANONYMOUS') && roles.length > 1) ctx.report({ message: 'ANONYMOUS stands alone: whoever may come without a login may come with one' });
      if (!roles.includes('ANONYMOUS') && PERSONS.some((role) => roles.includes(role)) !== schemes.includes('person')) ctx.report({ message: 'security and x-access disagree about persons' });
      if (roles.includes('SYSTEM') !== schemes.includes('system')) ctx.report({ message: 'security and x-access disagree about systems' });
      for (const requirement of operation.security ?? []) {
        if (requirement.system && requirement.system.length === 0) ctx.report({ message: 'an operation for systems names its scope' });
      }
    },
  };
}

function texts() {
  return {
    Operation(operation, ctx) {
      if (!HAN.test(operation.summary ?? '')) ctx.report({ message: 'summary must be Chinese' });
      if ((operation.description ?? '').length < 10) ctx.report({ message: 'description must say in plain words what the operation does' });
      if (operation.tags?.length !== 1) ctx.report({ message: 'exactly one tag, the feature package' });
    },
    Tag: {
      leave(tag, ctx) {
        if (!HAN.test(tag.description ?? '')) ctx.report({ message: 'tag needs a Chinese description' });
      },
    },
    Root: {
      leave(root, ctx) {
        for (const { name } of root.tags ?? []) {
          if (HOUSE.has(name)) continue;
          const described = Object.values(root.paths).flatMap((item) => Object.values(item)).filter((o) => o && o.tags && o.tags.includes(name));
          if (!described.some((o) => REQUIREMENT.test(o.description))) ctx.report({ message: `no operation of "${name}" cites a requirement` });
        }
      },
    },
  };
}

function responses() {
  return {
    Operation(operation, ctx) {
      const codes = Object.keys(operation.responses ?? {});
      const roles = rolesOf(operation);
      const parameters = (operation.parameters ?? []).map(refName);
      const need = new Set(['429', '500', '503']);
      if (!roles.includes('ANONYMOUS')) need.add('401').add('403');
      if (pathOf(ctx).includes('{')) need.add('404').add('400');
      if (operation.requestBody) need.add('400').add('413').add('415');
      if (parameters.includes('IfMatch')) need.add('412').add('428');
      if (parameters.includes('IdempotencyKey')) need.add('409').add('422');
      if (parameters.includes('Cursor')) need.add('400');
      for (const code of need) if (!codes.includes(code)) ctx.report({ message: `${operation.operationId} can answer ${code} but does not say so` });
      for (const code of codes.filter((c) => c >= '400')) {
        const name = refName(operation.responses[code]);
        if (!name) ctx.report({ message: `${code} must be one of the shared problem responses` });
      }
      if (!codes.some((c) => c.startsWith('2'))) ctx.report({ message: 'no success is described' });
      if ((codes.includes('202') || codes.includes('201')) && methodOf(ctx) === 'post' && !parameters.includes('IdempotencyKey') && operation.tags[0] !== 'identity') {
        ctx.report({ message: 'a POST that creates takes Idempotency-Key' });
      }
    },
    // refs are looked at before they are resolved, so the problem type of the shared responses is checked here
    NamedResponses: {
      leave(all, ctx) {
        for (const [name, response] of Object.entries(all)) {
          if (name === 'NotModified' || name === 'OAuthError') continue;
          if (!response.content?.['application/problem+json']) ctx.report({ message: `${name} must be application/problem+json` });
        }
      },
    },
  };
}

function pathNouns() {
  return {
    PathItem(item, ctx) {
      const path = String(ctx.key);
      for (const segment of path.split('/').filter(Boolean)) {
        if (segment.startsWith('{')) {
          if (!/^\{[a-z][A-Za-z]*\}$/.test(segment)) ctx.report({ message: `path parameter ${segment} must be camelCase` });
        } else {
          if (!/^[a-z0-9]+(-[a-z0-9]+)*(\.(atom|json))?$/.test(segment)) ctx.report({ message: `"${segment}" must be kebab-case` });
          if (VERBS.test(segment)) ctx.report({ message: `"${segment}" is a verb; a command is a sub-resource noun` });
        }
      }
    },
  };
}

function lists() {
  return {
    Operation(operation, ctx) {
      const paged = (operation.parameters ?? []).map(refName).includes('Cursor');
      const content = operation.responses?.['200']?.content?.['application/json'];
      const page = refName(content?.schema)?.endsWith('Page') ?? false;
      if (page !== paged) ctx.report({ message: 'a list takes cursor and limit, and answers with a …Page' });
      if (/^list[A-Z]/.test(operation.operationId) && !page) ctx.report({ message: 'an operation named list… answers with a …Page' });
    },
  };
}

function names() {
  return {
    Schema(schema, ctx) {
      for (const value of schema.enum ?? []) {
        if (typeof value === 'string' && !/^[A-Z][A-Z0-9_]*$/.test(value) && !ctx.location.pointer.includes('ApiScope')) {
          ctx.report({ message: `enum value "${value}" must be UPPER_SNAKE` });
        }
      }
      // names given by RFC 6749 and JSON Feed
      if (/Token(Request|Response)|OAuthError|JsonFeed/.test(ctx.location.pointer)) return;
      for (const name of Object.keys(schema.properties ?? {})) {
        if (!/^[a-z][A-Za-z0-9]*$/.test(name)) ctx.report({ message: `property "${name}" must be camelCase` });
      }
      for (const name of schema.required ?? []) {
        if (schema.properties && !schema.allOf && !schema.properties[name]) ctx.report({ message: `required "${name}" is no property` });
      }
    },
  };
}

function personalData() {
  return {
    Schema: {
      enter(schema, ctx) {
        for (const [name, property] of Object.entries(schema.properties ?? {})) {
          if (!PERSONAL.test(name)) continue;
          if (ctx.location.pointer.includes('HotlineList')) continue; // published telephone numbers of offices
          const target = property.$ref ? ctx.resolve(property).node : property;
          if (!target?.writeOnly) ctx.report({ message: `"${name}" is personal: writeOnly here, and …Masked in answers` });
          if (target?.['x-data-class'] !== 'PERSONAL_SECRET') ctx.report({ message: `"${name}" needs x-data-class PERSONAL_SECRET` });
        }
      },
    },
  };
}

// Which classes of fields a role may receive at all; what of them, x-access says (guarantees S3).
const STAFF = ['PUBLIC', 'INTERNAL', 'PERSONAL', 'PERSONAL_MASKED'];
const CLASSES = {
  ANONYMOUS: ['PUBLIC'],
  CITIZEN: ['PUBLIC', 'INTERNAL', 'PERSONAL_MASKED'],
  OFFICIAL: STAFF,
  CLERK: STAFF,
  ENDORSER: STAFF,
  VERIFIER: STAFF,
  INSPECTOR: STAFF,
  COUNTY_INSPECTOR: STAFF,
  ADMIN: ['PUBLIC', 'INTERNAL', 'PERSONAL_MASKED'],
  SYSTEM: ['PUBLIC', 'INTERNAL'],
};
// More than that, each with its reason.
const GIVES_MORE = {
  createSession: 'tokens to whom they belong', createFederatedSession: 'tokens to whom they belong', refreshSession: 'tokens to whom they belong', issueSystemToken: 'tokens to whom they belong',
  confirmPasswordReset: 'tokens to whom they belong', acceptInvitation: 'tokens to whom they belong',
  createObjection: 'the secret to whoever objected', enrolMyTotp: 'the secret to whom it belongs',
  createAccount: 'a code to hand over, once', issueResetCode: 'a code to hand over, once', createApiClient: 'a secret to hand over, once', rotateApiClientSecret: 'a secret to hand over, once',
  revealDeclarationValue: 'a reveal, audited', revealBeneficiaryValue: 'a reveal, audited',
  // Annex 4 is kept by the county as well; payment systems read back the rows they brought
  listStaff: 'Annex 4', getStaff: 'Annex 4', appointStaff: 'Annex 4', updateStaff: 'Annex 4', endStaffAppointment: 'Annex 4', putStaffPhoto: 'Annex 4', signStaffPledge: 'Annex 4', endorseStaff: 'Annex 4',
  createBeneficiary: 'a row to the system that brought it', getBeneficiary: 'a row to the system that brought it',
};

function dataClasses() {
  return {
    Operation(operation, ctx) {
      const found = new Map();
      const resolved = (node) => (node?.$ref ? ctx.resolve(node).node : node);
      const walk = (node, inherited, path, seen) => {
        const name = refName(node);
        if (name && seen.has(name)) return;
        const schema = resolved(node) ?? {};
        // a schema with fields of its own names its class where it stands, not where it is used
        const own = schema['x-data-class'] ?? (name && schema.properties ? undefined : inherited);
        const known = name ? new Set([...seen, name]) : seen;
        for (const part of [...(schema.allOf ?? []), ...(schema.oneOf ?? []), ...(schema.anyOf ?? [])]) walk(part, own, path, known);
        if (schema.items) walk(schema.items, own, path, known);
        for (const [field, property] of Object.entries(schema.properties ?? {})) {
          const target = resolved(property) ?? {};
          if (target.writeOnly) continue;
          const inner = target.type === 'array' ? resolved(target.items) ?? {} : target;
          if (inner.properties || inner.allOf || inner.oneOf) walk(target.type === 'array' ? target.items : property, property['x-data-class'] ?? own, `${path}.${field}`, known);
          else found.set(`${path}.${field}`, property['x-data-class'] ?? target['x-data-class'] ?? inner['x-data-class'] ?? own);
        }
      };
      for (const [status, node] of Object.entries(operation.responses ?? {})) {
        if (!status.startsWith('2')) continue;
        for (const media of Object.values(resolved(node).content ?? {})) if (media.schema) walk(media.schema, undefined, refName(media.schema) ?? 'answer', new Set());
      }
      for (const [field, dataClass] of found) {
        if (!dataClass) ctx.report({ message: `"${field}" has no data class` });
        else if (!GIVES_MORE[operation.operationId]) {
          for (const role of rolesOf(operation)) if (CLASSES[role] && !CLASSES[role].includes(dataClass)) ctx.report({ message: `${role} must not receive "${field}", which is ${dataClass}` });
        }
      }
    },
  };
}

export default function contractRules() {
  return {
    id: 'contract',
    rules: {
      oas3: {
        'operation-id': operationId,
        access,
        texts,
        responses,
        'path-nouns': pathNouns,
        lists,
        names,
        'personal-data': personalData,
        'data-classes': dataClasses,
      },
    },
  };
}
