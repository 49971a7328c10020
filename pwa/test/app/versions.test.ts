// Two versions of the app at once, a database that the browser deletes: what a person then sees, and that nothing is lost.
import "fake-indexeddb/auto";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { migrations } from "../../src/store/schema.ts";
import { update, watch } from "../crash/seams.ts";
import { honestServer } from "../honest-server.ts";
import { noProgress, type Phone, phone, restart, textsOf, write } from "../phone.ts";

const passphrase = "river lamp orange table sky";
const offline: typeof fetch = () => Promise.reject(new TypeError("offline"));

let unwatch: () => void;
beforeAll(() => {
	unwatch = watch();
});
afterAll(() => unwatch());

async function begun(fetchIt = offline): Promise<Phone> {
	const one = phone(fetchIt);
	await one.started;
	await one.moments.begin(passphrase, noProgress);
	await write(one, "a line");
	return one;
}

/** The same journal in another window, by an app of the next version. */
function newerOf(one: Phone): Phone {
	update(one.platform.databaseName);
	return restart(one);
}

test("a window of an older version locks when a newer one comes, and says so when it is asked to open", async () => {
	const one = await begun();
	const database = one.context.database;
	const newer = newerOf(one);
	await newer.started;
	expect(await newer.moments.unlock(passphrase, noProgress)).toBe("open");
	expect(textsOf(newer)).toEqual(["a line"]);
	expect(one.moments.phase.value).toEqual({ name: "locked", damaged: false });
	await expect(database?.count("outbox")).rejects.toMatchObject({ name: "InvalidStateError" });
	update(one.platform.databaseName, 0);
	expect(await one.moments.unlock(passphrase, noProgress)).toBe("failed");
	expect(one.moments.phase.value).toEqual({ name: "unusable", cause: "newer" });
	const again = restart(one);
	await again.started;
	expect(again.moments.phase.value).toEqual({ name: "unusable", cause: "newer" });
});

test("a newer version waits for a window of an older one that does not let go, says so, and opens once it is closed", async () => {
	const one = await begun();
	one.moments.lock();
	one.context.database?.close();
	const frozen = await unhearing(one.platform.databaseName);
	const newer = newerOf(one);
	const blocked = { name: "unusable", cause: "blocked" };
	await vi.waitFor(() => expect(newer.moments.phase.value).toEqual(blocked));
	frozen.close();
	await newer.started;
	expect(newer.moments.phase.value).toEqual({ name: "locked", damaged: false });
	expect(await newer.moments.unlock(passphrase, noProgress)).toBe("open");
	expect(textsOf(newer)).toEqual(["a line"]);
});

/** A window that the browser has put to sleep: it hears of no newer version. */
function unhearing(name: string): Promise<IDBDatabase> {
	return new Promise((resolve) => {
		const opening = indexedDB.open(name, migrations.length);
		opening.onsuccess = () => resolve(opening.result);
	});
}

test("a journal that the browser deleted is locked at once, and comes back from the backup by the kit", async () => {
	const server = honestServer();
	const one = await begun(server.connect());
	const on = await one.moments.turnOnBackup("moon-river", passphrase, noProgress);
	if (on.name !== "on") throw new Error(on.cause);
	const deleted = new Promise((resolve) => {
		indexedDB.deleteDatabase(one.platform.databaseName).onsuccess = resolve;
	});
	await deleted;
	await vi.waitFor(() => expect(one.moments.phase.value.name).toBe("locked"));
	await one.moments.unlock(passphrase, noProgress);
	expect(one.moments.phase.value).toEqual({ name: "new" });
	const joined = await one.moments.join(on.kit.text, passphrase, noProgress);
	expect(joined).toMatchObject({ name: "joined" });
	expect(textsOf(one)).toEqual(["a line"]);
});
