// Writes the icons that templates may name: `npm install --no-save lucide-static@1.62.0 && node icons.mjs`.
// The drawings are Lucide's, under the ISC licence (see frontend/README.md).
import { readFileSync, writeFileSync } from "node:fs";

const NAMES = `arrow-left arrow-left-right arrow-right bell building-2 calendar chart-bar-decreasing check chevron-down
  chevron-left chevron-right chevrons-up-down chevron-up circle-alert circle-check clock coins download external-link eye
  file-spreadsheet file-text gauge globe history house inbox info key-round layout-dashboard link list-checks lock log-out
  megaphone menu package pencil plus printer refresh-cw scale search send shield-check stamp trash-2 triangle-alert trophy
  upload user users wallet x`.split(/\s+/);

const folder = process.argv[2] ?? "node_modules/lucide-static/icons";
const icons = Object.fromEntries(NAMES.map((name) => [name, drawing(name)]));
const target = new URL("../nongcai/interfaces/web/templatetags/icons.json", import.meta.url);
writeFileSync(target, `${JSON.stringify(icons, null, 1)}\n`);

function drawing(name) {
  const svg = readFileSync(`${folder}/${name}.svg`, "utf8");
  return svg
    .match(/<svg[^>]*>([\s\S]*)<\/svg>/)[1]
    .replace(/\s+/g, " ")
    .replaceAll("> <", "><")
    .trim();
}
