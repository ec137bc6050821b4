# Subscribers by webhook as SQL, too many to make over the API: addresses and secrets are sealed as the server does it
# (src/platform/crypto/secret_key.h). Usage: seal_webhooks.py KEY_FILE PAGE_ID COUNT PORT HOSTS
import base64
import ctypes
import hashlib
import os
import sys
import time

sodium = ctypes.CDLL("libsodium.so.23")
nonce_bytes, tag_bytes = 24, 16


def derived(master):
    key = ctypes.create_string_buffer(32)
    sodium.crypto_kdf_derive_from_key(key, ctypes.c_size_t(32), ctypes.c_uint64(2), b"daymark_", master)
    return key


def sealed(key, secret, place):
    nonce = os.urandom(nonce_bytes)
    cipher = ctypes.create_string_buffer(len(secret) + tag_bytes)
    sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(
        cipher, None, secret, ctypes.c_ulonglong(len(secret)), place, ctypes.c_ulonglong(len(place)), None, nonce, key)
    return base64.b64encode(nonce + cipher.raw).decode()


def main():
    key_file, page = sys.argv[1:3]
    count, port, hosts = map(int, sys.argv[3:6])
    sodium.sodium_init()
    with open(key_file, "rb") as file:
        key = derived(file.read())
    now = int(time.time() * 1000)
    rows = []
    for place in range(1, count + 1):
        name = f"chook{place:020}"
        url = f"http://127.0.0.{1 + place % hosts}:{port}/hook/{place}".encode()
        address = hashlib.sha256(url).hexdigest()
        webhook = sealed(key, url, b"subscribers.webhook/" + name.encode())
        secret = sealed(key, os.urandom(32).hex().encode(), b"subscribers.secret/" + name.encode())
        rows.append(f"('{name}', '{page}', '{address}', '{webhook}', '{secret}', 'en', 1, 1, 0, {now}, {now}, "
                    f"{place}, 'WEBHOOK')")
        if len(rows) == 500 or place == count:
            print("insert into subscribers (id, page_id, address, webhook, secret, language, confirmed, "
                  "all_components, failed_attempts, created_at, updated_at, place, channel) values")
            print(",\n".join(rows) + ";")
            rows = []


main()
