// Builds the page and the widget: node build.mjs SOURCE MODULES OUTPUT. Throws what esbuild or sass throw.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join, relative, resolve } from "node:path";

const [source, modules, output] = process.argv.slice(2).map((path) => resolve(path));
const require = createRequire(join(modules, "build.mjs"));
const esbuild = require("esbuild");
const sass = require("sass");

const COMMON = {
  bundle: true,
  minify: true,
  charset: "utf8",
  nodePaths: [modules],
  outdir: output,
  target: ["chrome100", "edge100", "firefox100", "safari15.4"],
  legalComments: "linked",
  metafile: true,
  logLevel: "warning",
};

/** Builds the scripts that pages load; returns the built name of each entry, and what went into them. */
async function pageScripts() {
  const built = await esbuild.build({
    ...COMMON,
    entryPoints: [join(source, "page.js")],
    format: "esm",
    splitting: true,
    entryNames: "[name]-[hash]",
    chunkNames: "[name]-[hash]",
  });
  return { names: entries(built.metafile), inputs: Object.keys(built.metafile.inputs) };
}

/** Builds widget.js, whose name sites have in their own pages, so that it carries no hash. */
async function widgetScript() {
  const entry = join(source, "widget", "widget.js");
  if (!existsSync(entry)) return { names: {}, inputs: [] };
  const built = await esbuild.build({ ...COMMON, entryPoints: [entry], format: "iife", entryNames: "[name]" });
  return { names: entries(built.metafile), inputs: Object.keys(built.metafile.inputs) };
}

function entries(metafile) {
  const outputs = Object.entries(metafile.outputs).filter(([, one]) => one.entryPoint);
  return Object.fromEntries(outputs.map(([path, one]) => [basename(one.entryPoint), basename(path)]));
}

/** Builds the style sheet; returns its built name. */
function styles() {
  const { css } = sass.compile(join(source, "styles", "page.scss"), { style: "compressed", loadPaths: [modules] });
  const hash = createHash("sha256").update(css).digest("hex").slice(0, 8).toUpperCase();
  const name = `page-${hash}.css`;
  writeFileSync(join(output, name), css);
  return { "page.css": name };
}

/** The licences of all packages that something was taken from, as one text. */
function licences(inputs) {
  const inside = inputs.map((path) => relative(modules, resolve(path))).filter((path) => !path.startsWith(".."));
  const packages = new Set(["govuk-frontend", ...inside.map((path) => path.split("/")[0])]);
  const texts = [...packages].sort().map((name) => {
    const { version } = JSON.parse(readFileSync(join(modules, name, "package.json"), "utf8"));
    const own = ["LICENSE", "LICENSE.txt", "LICENSE.md"].map((file) => join(modules, name, file));
    const file = [...own, join(source, "..", "licences", `${name}.txt`)].find(existsSync);
    if (!file) throw new Error(`${name} ${version} has no licence text: put it into bot/web/licences/${name}.txt`);
    return `${name} ${version}\n\n${readFileSync(file, "utf8")}`;
  });
  return texts.join("\n\n----\n\n");
}

rmSync(output, { recursive: true, force: true });
mkdirSync(output, { recursive: true });
const [page, widget] = await Promise.all([pageScripts(), widgetScript()]);
writeFileSync(join(output, "licences.txt"), licences([...page.inputs, ...widget.inputs]));
const manifest = { ...page.names, ...widget.names, ...styles() };
writeFileSync(join(output, "manifest.json"), JSON.stringify(manifest, null, 2) + "\n");
