// Takes a stopped server's database back to the schema of an older version: what that version had no place for is lost.
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { root, run } from './daymark.mjs';

const folder = path.join(root, 'migrations');

/** The first so many migrations, and the note that they ran. */
async function schema_of(number) {
    const names = (await readdir(folder)).sort().slice(0, number);
    const texts = await Promise.all(names.map(name => readFile(path.join(folder, name), 'utf8')));
    const rows = names.map((name, n) => `(${n + 1}, '${path.parse(name).name}', 0)`);
    return `${texts.join('\n')}
        create table schema_migrations (number bigint primary key, name text not null, applied_at bigint not null);
        insert into schema_migrations values ${rows};\n`;
}

/** By table, the columns that both have; of lines "table.column". */
function shared_columns(older, newer) {
    const known = new Set(newer);
    const tables = new Map();
    for (const line of older.filter(each => known.has(each) && !each.startsWith('schema_migrations.'))) {
        const [table, column] = line.split('.');
        tables.set(table, [...(tables.get(table) ?? []), column]);
    }
    return [...tables];
}

async function sqlite(file, sql) {
    const script = `${file}.sql`;
    await writeFile(script, sql);
    const { code, stdout, stderr } = await run('sqlite3', ['-bail', file, `.read ${script}`]);
    await rm(script);
    if (code !== 0) throw new Error(`sqlite3: ${stderr}`);
    return stdout;
}
const sqlite_columns = `select m.name || '.' || c.name from sqlite_master m, pragma_table_info(m.name) c
    where m.type = 'table' and m.name not like 'sqlite_%';`;

export async function take_back_sqlite(data, number) {
    const [now, older] = [path.join(data, 'daymark.db'), path.join(data, 'older.db')];
    await sqlite(older, await schema_of(number));
    const lines = async file => (await sqlite(file, sqlite_columns)).trim().split('\n');
    const copies = shared_columns(await lines(older), await lines(now)).map(
        ([table, columns]) => `delete from ${table}; insert into ${table} (${columns}) select ${columns} from now.${table};`,
    );
    await sqlite(older, `attach '${now}' as now;\nbegin;\n${copies.join('\n')}\ncommit;\n`);
    await rename(older, now);
    for (const rest of ['-wal', '-shm']) await rm(now + rest, { force: true });
}

const postgres_columns = `select table_name || '.' || column_name from information_schema.columns
    where table_schema = 'public' order by ordinal_position`;

export async function take_back_postgres(postgres, database, number) {
    const script = path.join(postgres.folder, 'older.sql');
    await writeFile(script, await schema_of(number));
    await postgres.create_database('older');
    await postgres.sql_file(script, 'older');
    const lines = async name => (await postgres.sql(postgres_columns, name)).trim().split('\n');
    for (const [table, columns] of shared_columns(await lines('older'), await lines(database))) {
        const file = path.join(postgres.folder, table);
        await postgres.sql(`copy ${table} (${columns}) to '${file}'`, database);
        // Keys to other tables are not looked at meanwhile.
        await postgres.sql(
            `set session_replication_role = replica; delete from ${table}; copy ${table} (${columns}) from '${file}'`,
            'older',
        );
    }
    await postgres.sql(`drop database ${database}`);
    await postgres.sql(`alter database older rename to ${database}`);
}
