// Bodies made from a JSON schema: fitting ones, nearly fitting ones, and wild ones.
import { between } from './dice.mjs';

const odd_texts = [
    '', ' ', 'null', 'true', '0', '<script>alert(1)</script>', '../../etc/passwd', "' or 1=1 --", '%00', '\u0000',
    '\ud83d\ude00'.repeat(20), '\u202egnirts', 'a'.repeat(300), 'ß', '\n\r\t', '{{name}}', '٣', 'javascript:alert(1)',
    '2026-02-30', '9999-12-31T23:59:59.999Z', '10000-01-01', '-1', '1e309', 'c'.repeat(25),
];
const odd_numbers = [0, -1, 1, 1.5, 1e300, -1e300, 2 ** 31, 2 ** 53, -(2 ** 63), 1770107415250, 253402300799999];

export class SchemaValues {
    /** `known` gives ids and words worth trying, by property name; `roll` is a generator of dice.mjs. */
    constructor(document, known, roll) {
        Object.assign(this, { document, known, roll });
    }

    pick(list) {
        return list[between(this.roll, 0, list.length - 1)];
    }
    resolve(schema) {
        while (schema?.$ref) {
            schema = schema.$ref.slice(2).split('/').reduce((inside, name) => inside[name], this.document);
        }
        return schema ?? {};
    }

    /** A value that fits. Optional properties come and go. */
    fitting(schema, name = '', depth = 0) {
        schema = this.resolve(schema);
        if (schema.anyOf) return this.roll() < 0.2 ? null : this.fitting(schema.anyOf[0], name, depth);
        if (schema.enum) return this.pick(schema.enum.filter(word => word !== null));
        if ('const' in schema) return schema.const;
        const types = [schema.type].flat().filter(Boolean);
        if (types.includes('null') && this.roll() < 0.15) return null;
        const type = this.pick(types.filter(one => one !== 'null').concat(types.length === 0 ? ['string'] : []));
        if (type === 'object') return this.fitting_object(schema, depth);
        if (type === 'array') {
            const length = depth > 3 ? 0 : between(this.roll, 0, 3);
            return Array.from({ length }, () => this.fitting(schema.items, name, depth + 1));
        }
        if (type === 'boolean') return this.roll() < 0.5;
        if (type === 'integer') return between(this.roll, 0, 1000);
        if (type === 'number') return this.roll() * 1000;
        return this.fitting_text(schema, name);
    }

    fitting_object(schema, depth) {
        const made = {};
        const required = new Set(schema.required ?? []);
        for (const [name, property] of Object.entries(schema.properties ?? {})) {
            const wanted = required.has(name) || this.roll() < (depth > 3 ? 0 : 0.35);
            if (wanted) made[name] = this.fitting(property, name, depth + 1);
        }
        return made;
    }

    fitting_text(schema, name) {
        const known = this.known(name);
        if (known.length > 0 && this.roll() < 0.8) return this.pick(known);
        if (schema.format === 'date-time') {
            return new Date(Date.now() + between(this.roll, -1e9, 1e9)).toISOString();
        }
        const text = this.roll() < 0.1 ? this.pick(odd_texts) : `${name} ${between(this.roll, 0, 1e6)}`;
        return schema.maxLength ? text.slice(0, Math.min(schema.maxLength, 60)) : text;
    }

    /** A fitting value with one place of it spoilt. */
    nearly(schema) {
        const made = this.fitting(schema);
        if (made === null || typeof made !== 'object') return this.wild();
        let inside = made;
        for (let depth = 0; depth < 4; ++depth) {
            const names = Object.keys(inside);
            if (names.length === 0) break;
            const name = this.pick(names);
            const below = inside[name];
            if (below !== null && typeof below === 'object' && this.roll() < 0.6) {
                inside = below;
                continue;
            }
            if (this.roll() < 0.3) delete inside[name];
            else inside[name] = this.wild(2);
            return made;
        }
        made[this.pick(['id', 'siteId', 'workspaceId', '__proto__', 'unknown', ''])] = this.wild(2);
        return made;
    }

    /** Anything. */
    wild(depth = 0) {
        const roll = this.roll();
        if (roll < 0.3) return this.pick(odd_texts);
        if (roll < 0.5) return this.pick(odd_numbers);
        if (roll < 0.65) return this.pick([null, true, false]);
        if (depth > 3) return [];
        const length = between(this.roll, 0, 4);
        if (roll < 0.8) return Array.from({ length }, () => this.wild(depth + 1));
        const names = Array.from({ length }, () => this.pick(['id', 'name', 'status', 'components', 'x', ...odd_texts]));
        return Object.fromEntries(names.map(name => [name, this.wild(depth + 1)]));
    }

    /** Bytes that are no JSON, or hardly. */
    broken(schema) {
        const text = JSON.stringify(this.fitting(schema));
        const cut = between(this.roll, 0, text.length);
        return Buffer.from(
            this.pick([
                text.slice(0, cut),
                `${text}${text}`,
                `${text.slice(0, cut)}\u0000${text.slice(cut)}`,
                `${text.slice(0, cut)}\xff\xfe${text.slice(cut)}`,
                '['.repeat(between(this.roll, 1, 5000)),
                '',
                '"',
            ]),
            this.roll() < 0.5 ? 'latin1' : 'utf8',
        );
    }

    odd_text() {
        return this.pick(odd_texts);
    }
}
