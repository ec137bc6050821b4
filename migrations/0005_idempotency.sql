-- Answers to requests that carried an Idempotency-Key, so that a repeated one is answered and not carried out again.
-- Neither key nor request is kept, only keyed hashes of them; the answer is sealed, as it may hold a secret.

create table idempotency_keys (
    user_id text not null references users (id) on delete cascade,
    key_hash text not null,
    request_hash text not null,
    answer text not null,
    created_at bigint not null,
    primary key (user_id, key_hash)
);
create index idempotency_keys_by_age on idempotency_keys (created_at);
