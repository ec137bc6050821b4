// What clients were promised: every acknowledged write, and the one each client had under way when the server died.
import assert from 'node:assert/strict';

/** An incident as one client knows it. `pending` is the state it has if the request under way was carried out. */
function entry(id, state) {
    return { id, state, pending: undefined };
}

export class Journal {
    constructor() {
        this.entries = new Map(); // by id
        this.unborn = new Set(); // names of incidents whose creation was under way
        this.acknowledged = 0;
    }

    /** Creates an incident through `ask`, which throws when there is no 2xx. */
    async create(name, ask) {
        this.unborn.add(name);
        const incident = await ask();
        this.unborn.delete(name);
        this.acknowledged += 1;
        const born = entry(incident.id, { name, status: incident.status, updates: 1 });
        this.entries.set(born.id, born);
        return born;
    }

    /** Changes an incident: `change` makes the state it will have; undefined when it is deleted. */
    async change(known, change, ask) {
        known.pending = { state: change(known.state) };
        await ask();
        known.state = known.pending.state;
        known.pending = undefined;
        this.acknowledged += 1;
    }

    /** Compares with all incidents of the page as the API lists them. Throws at the first broken promise. */
    compare(listed) {
        const found = new Map(listed.map(incident => [incident.id, incident]));
        for (const known of this.entries.values()) this.compare_one(known, found.get(known.id));
        for (const incident of listed) {
            assert.ok(
                this.entries.has(incident.id) || this.unborn.has(incident.name),
                `nobody asked for ${incident.name}`,
            );
        }
    }

    compare_one(known, incident) {
        const seen = incident && { name: incident.name, status: incident.status, updates: incident.updates.length };
        const allowed = known.pending ? [known.state, known.pending.state] : [known.state];
        const fits = allowed.some(state => JSON.stringify(state) === JSON.stringify(seen));
        assert.ok(fits, `incident ${known.id} is ${JSON.stringify(seen)}, promised was ${JSON.stringify(allowed)}`);
    }
}
