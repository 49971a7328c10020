// The app loads parts of itself when they are first needed, which takes as long as a disk takes, once in a process. Here all are
// there before the first history: the same seed is the same history wherever it is played.

const loaders = import.meta.glob([
	"../../src/{app,vault,store,journal}/**/*.ts",
	"../../../crypto/ts/*.ts",
	"!**/*.worker.ts",
]);

export async function loadAll(): Promise<void> {
	await Promise.all(Object.values(loaders).map((load) => load()));
}
