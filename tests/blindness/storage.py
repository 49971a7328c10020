"""Everything that a page of the app can read from its browser's storage, through the APIs."""

import base64
from typing import Any

import msgspec
from playwright.sync_api import BrowserContext, Page

from tests.blindness import search
from tests.blindness.canary import Canary

READ_ALL = """async () => {
  const found = [];
  const utf8 = new TextEncoder();
  const keep = (place, bytes) => {
    let text = "";
    for (let at = 0; at < bytes.length; at += 0x8000) {
      text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
    }
    found.push({ place, bytes: btoa(text) });
  };
  const say = (place, text) => keep(place, utf8.encode(text));

  const walk = async (place, value) => {
    if (value instanceof CryptoKey) return say("key in " + place, value.algorithm.name);
    if (value instanceof Blob) return keep(place, new Uint8Array(await value.arrayBuffer()));
    if (value instanceof ArrayBuffer) return keep(place, new Uint8Array(value));
    if (ArrayBuffer.isView(value)) {
      return keep(place, new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
    }
    if (value instanceof Map || value instanceof Set) return walk(place, [...value]);
    if (typeof value !== "object" || value === null) return say(place, String(value));
    for (const [key, part] of Object.entries(value)) {
      say(place, key);
      await walk(place, part);
    }
  };

  const asked = (request) => new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
  for (const { name } of await indexedDB.databases()) {
    const database = await asked(indexedDB.open(name));
    for (const store of database.objectStoreNames) {
      const reading = database.transaction(store).objectStore(store);
      const [keys, values] = await Promise.all(
        [asked(reading.getAllKeys()), asked(reading.getAll())]);
      await walk(`IndexedDB ${name}/${store}`, [keys, values]);
    }
    database.close();
  }
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const place = `Cache ${name} ${request.url}`;
      const response = await cache.match(request);
      say(place, [request.url, ...request.headers, ...response.headers].join("\\n"));
      keep(place, new Uint8Array(await response.arrayBuffer()));
    }
  }
  const folder = async (place, directory) => {
    for await (const [name, handle] of directory.entries()) {
      say(place, name);
      if (handle.kind === "directory") await folder(`${place}/${name}`, handle);
      else await walk(`${place}/${name}`, await handle.getFile());
    }
  };
  await folder("OPFS", await navigator.storage.getDirectory());
  for (const [name, kept] of Object.entries({ localStorage, sessionStorage })) {
    await walk(name, { ...kept });
  }
  say("cookies of the page", document.cookie);
  await walk("history", [history.state, history.length, location.href, document.title]);
  say("page", document.documentElement.outerHTML);
  for (const field of document.querySelectorAll("input, textarea")) say("page", field.value);
  return found;
}"""


class Kept(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One thing that is stored, and where."""

    place: str
    bytes: bytes


def read(page: Page, context: BrowserContext) -> list[Kept]:
    """What lies in IndexedDB, Cache, OPFS, both storages, cookies, history and the page itself."""
    said: list[dict[str, Any]] = page.evaluate(READ_ALL)
    kept = [Kept(place=one["place"], bytes=base64.b64decode(one["bytes"])) for one in said]
    cookies = msgspec.json.encode([dict(cookie) for cookie in context.cookies()])
    return [*kept, Kept(place="cookies of the browser", bytes=cookies)]


def search_in(canaries: list[Canary], kept: list[Kept]) -> list[search.Leak]:
    """Each canary found, place by place."""
    return [leak for one in kept for leak in search.in_bytes(canaries, one.place, one.bytes)]
