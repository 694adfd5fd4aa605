// The peer of operations: sharp, one thread, doing the same to the same file, nothing else.
// node loadtest/peer.mjs FOLDER_OF_SHARP OPERATION FILE LAYER COUNT prints CPU seconds an image.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const [folder, operation, file, layer, count] = process.argv.slice(2);
const sharp = createRequire(`${folder}/`)("sharp");
sharp.concurrency(1);
sharp.cache(false);

const data = readFileSync(file);
const badge = readFileSync(layer);
const jpeg = { quality: 80, progressive: true, optimiseCoding: true };
const inside = { fit: "inside", withoutEnlargement: true };

const operations = {
  fill: () => sharp(data).resize(400, 300, { fit: "cover" }).jpeg(jpeg),
  limit: () => sharp(data).resize(1600, 1600, inside).webp({ quality: 80, effort: 2 }),
  overlay: () =>
    sharp(data).resize(800, 800, inside)
      .composite([{ input: badge, gravity: "southeast" }]).jpeg(jpeg),
  avif: () => sharp(data).resize(800, 800, inside).avif({ quality: 60, effort: 2 }),
};

const run = operations[operation];
await run().toBuffer();
const before = process.cpuUsage();
for (let number = 0; number < Number(count); number++) await run().toBuffer();
const { user, system } = process.cpuUsage(before);
console.log((user + system) / 1e6 / Number(count));
